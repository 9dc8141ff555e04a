package io.praetor.http.v1;

import io.praetor.model.Bytes;
import io.praetor.model.catalog.Node;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvOp;
import io.praetor.model.txn.TxnCheckOp;
import io.praetor.model.txn.TxnKvOp;
import io.praetor.model.txn.TxnNodeOp;
import io.praetor.model.txn.TxnOp;
import io.praetor.model.txn.TxnServiceOp;
import io.praetor.model.txn.TxnVerb;
import org.jspecify.annotations.Nullable;

/// One operation in the body of `PUT /v1/txn` (`http-api.md` §11). At most one part counts; none does nothing.
record TxnOperation(
        @Nullable Kv kv,
        @Nullable TxnNodeOp node,
        @Nullable TxnServiceOp service,
        @Nullable TxnCheckOp check) {
    static final StructCodec<TxnOperation> CODEC = StructCodec.<TxnOperation>of("TxnOp")
            .field("KV", Codecs.pointer(Kv.CODEC), TxnOperation::kv)
            .field("Node", Codecs.pointer(TxnNodeOp.CODEC), TxnOperation::node)
            .field("Service", Codecs.pointer(TxnServiceOp.CODEC), TxnOperation::service)
            .field("Check", Codecs.pointer(TxnCheckOp.CODEC), TxnOperation::check)
            .build(v -> new TxnOperation(v.next(), v.next(), v.next(), v.next()));

    /// An operation on a key, flat.
    ///
    /// @param index the ModifyIndex to compare
    record Kv(String verb, String key, @Nullable Bytes value, long flags, long index, String session) {
        static final StructCodec<Kv> CODEC = StructCodec.<Kv>of("KVTxnOp")
                .field("Verb", Codecs.TEXT, Kv::verb)
                .field("Key", Codecs.TEXT, Kv::key)
                .field("Value", Codecs.BYTES, Kv::value)
                .field("Flags", Codecs.UINT64, Kv::flags)
                .field("Index", Codecs.UINT64, Kv::index)
                .field("Session", Codecs.TEXT, Kv::session)
                .build(v -> new Kv(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
    }

    /// Whether the operation makes its transaction a write. An unknown verb on a key does not, as in the original.
    boolean isWrite() {
        if (kv != null) {
            return switch (kv.verb) {
                case KvOp.SET, KvOp.DELETE, KvOp.DELETE_CAS, KvOp.DELETE_TREE, KvOp.CAS, KvOp.LOCK, KvOp.UNLOCK -> true;
                default -> false;
            };
        }
        String verb = node != null ? node.verb() : service != null ? service.verb() : check == null ? "" : check.verb();
        return !isEmpty() && !verb.equals(TxnVerb.GET);
    }

    boolean isEmpty() {
        return kv == null && node == null && service == null && check == null;
    }

    /// The operation as the server takes it.
    ///
    /// @param datacenter of nodes that name none
    TxnOp toOp(String datacenter) {
        TxnKvOp onKey = kv == null
                ? null
                : new TxnKvOp(kv.verb, new KvEntry(0, kv.key, kv.flags, kv.value, kv.session, 0, kv.index));
        TxnNodeOp onNode =
                node == null || onKey != null ? null : new TxnNodeOp(node.verb(), housed(node.node(), datacenter));
        TxnServiceOp onService = onKey != null || onNode != null ? null : service;
        TxnCheckOp onCheck = onKey != null || onNode != null || onService != null ? null : check;
        return new TxnOp(onKey, onNode, onService, onCheck, null, null);
    }

    private static Node housed(Node node, String datacenter) {
        return node.datacenter().isEmpty()
                ? new Node(
                        node.id(),
                        node.node(),
                        node.address(),
                        datacenter,
                        node.taggedAddresses(),
                        node.meta(),
                        node.createIndex(),
                        node.modifyIndex())
                : node;
    }
}
