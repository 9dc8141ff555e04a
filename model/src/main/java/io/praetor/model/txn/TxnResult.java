package io.praetor.model.txn;

import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.kv.KvEntry;
import org.jspecify.annotations.Nullable;

/// What one operation produced: exactly one part is set.
public record TxnResult(
        @Nullable KvEntry kv,
        @Nullable Node node,
        @Nullable NodeService service,
        @Nullable HealthCheck check) {

    /// How it travels.
    public static final StructCodec<TxnResult> CODEC = StructCodec.<TxnResult>of("TxnResult")
            .field("KV", Codecs.pointer(KvEntry.CODEC), TxnResult::kv)
            .omitEmpty()
            .field("Node", Codecs.pointer(Node.CODEC), TxnResult::node)
            .omitEmpty()
            .field("Service", Codecs.pointer(NodeService.CODEC), TxnResult::service)
            .omitEmpty()
            .field("Check", Codecs.pointer(HealthCheck.CODEC), TxnResult::check)
            .omitEmpty()
            .build(v -> new TxnResult(v.next(), v.next(), v.next(), v.next()));

    /// A key's entry.
    public static TxnResult of(KvEntry entry) {
        return new TxnResult(entry, null, null, null);
    }

    /// A node.
    public static TxnResult of(Node node) {
        return new TxnResult(null, node, null, null);
    }

    /// A service.
    public static TxnResult of(NodeService service) {
        return new TxnResult(null, null, service, null);
    }

    /// A check.
    public static TxnResult of(HealthCheck check) {
        return new TxnResult(null, null, null, check);
    }
}
