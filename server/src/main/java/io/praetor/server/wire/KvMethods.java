package io.praetor.server.wire;

import io.praetor.model.codec.Codecs;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvOp;
import io.praetor.model.kv.KvsRequest;
import io.praetor.model.request.KeyListRequest;
import io.praetor.model.request.KeyRequest;
import io.praetor.model.rpc.QueryMeta;
import io.praetor.model.txn.TxnReadRequest;
import io.praetor.model.txn.TxnReadResponse;
import io.praetor.model.txn.TxnRequest;
import io.praetor.model.txn.TxnResponse;
import io.praetor.server.endpoint.TxnRead;
import io.praetor.server.query.KvGet;
import io.praetor.server.query.KvKeys;
import io.praetor.server.query.KvList;
import io.praetor.server.wire.CallMethod.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `KVS.…` and `Txn.…` (`rpc.md` §7).
public final class KvMethods {
    /// Changes keys. On the wire, a change without a condition is answered with false.
    public static final CallMethod<KvsRequest, Boolean> APPLY = CallMethod.of(
                    "KVS.Apply", Kind.WRITE, KvsRequest.CODEC, Codecs.BOOL, KvsRequest::datacenter)
            .translated(
                    (request, done) -> done && isConditional(request.op()),
                    (request, done) -> done || !isConditional(request.op()));

    /// One key.
    public static final ReadMethod<KvGet, @Nullable KvEntry> GET = Replies.atMostOne(
            ReadMethod.<KvGet, @Nullable KvEntry>named("KVS.Get", KvGet.class)
                    .request(
                            KeyRequest.CODEC,
                            (query, envelope) -> new KeyRequest(envelope.datacenter(), query.key(), envelope.options()),
                            (request, _) -> new KvGet(request.key())),
            "IndexedDirEntries",
            "Entries",
            KvEntry.CODEC);

    /// Every key with a prefix.
    public static final ReadMethod<KvList, List<KvEntry>> LIST = Replies.list(
            ReadMethod.named("KVS.List", KvList.class)
                    .request(
                            KeyRequest.CODEC,
                            (query, envelope) ->
                                    new KeyRequest(envelope.datacenter(), query.prefix(), envelope.options()),
                            (request, _) -> new KvList(request.key())),
            "IndexedDirEntries",
            "Entries",
            KvEntry.CODEC);

    /// The names of the keys with a prefix.
    public static final ReadMethod<KvKeys, List<String>> LIST_KEYS = Replies.list(
            ReadMethod.named("KVS.ListKeys", KvKeys.class)
                    .request(
                            KeyListRequest.CODEC,
                            (query, envelope) -> new KeyListRequest(
                                    envelope.datacenter(), query.prefix(), query.separator(), envelope.options()),
                            (request, _) -> new KvKeys(request.prefix(), request.separator())),
            "IndexedKeyList",
            "Keys",
            Codecs.TEXT);

    /// Runs a transaction.
    public static final CallMethod<TxnRequest, TxnResponse> TXN_APPLY =
            CallMethod.of("Txn.Apply", Kind.WRITE, TxnRequest.CODEC, TxnResponse.CODEC, TxnRequest::datacenter);

    /// Runs a transaction that only reads. Nobody can wait for it: its index is 0.
    public static final ReadMethod<TxnRead, TxnResponse> TXN_READ = ReadMethod.named("Txn.Read", TxnRead.class)
            .request(
                    TxnReadRequest.CODEC,
                    (query, envelope) -> new TxnReadRequest(envelope.datacenter(), query.ops(), envelope.options()),
                    (request, _) -> new TxnRead(Replies.orEmpty(request.ops())))
            .reply(
                    TxnReadResponse.CODEC,
                    (_, answer) -> {
                        QueryMeta meta = Envelope.meta(answer);
                        return new TxnReadResponse(
                                answer.value().results(),
                                answer.value().errors(),
                                new QueryMeta(0, meta.lastContact(), meta.knownLeader(), "", false, meta.filtered()));
                    },
                    (_, packed) -> new TxnResponse(packed.results(), packed.errors()),
                    TxnReadResponse::meta);

    private KvMethods() {}

    private static boolean isConditional(String op) {
        return switch (op) {
            case KvOp.CAS, KvOp.DELETE_CAS, KvOp.LOCK, KvOp.UNLOCK -> true;
            default -> false;
        };
    }
}
