package io.praetor.model.txn;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import org.jspecify.annotations.Nullable;

/// One operation of a transaction: exactly one of its parts is set, or none, which does nothing.
///
/// @param intention of interest to old clusters only; kept as it came
public record TxnOp(
        @Nullable TxnKvOp kv,
        @Nullable TxnNodeOp node,
        @Nullable TxnServiceOp service,
        @Nullable TxnCheckOp check,
        @Nullable TxnSessionOp session,
        @Nullable Object intention) {

    /// How it travels.
    public static final StructCodec<TxnOp> CODEC = StructCodec.<TxnOp>of("TxnOp")
            .field("KV", Codecs.pointer(TxnKvOp.CODEC), TxnOp::kv)
            .omitEmpty()
            .field("Node", Codecs.pointer(TxnNodeOp.CODEC), TxnOp::node)
            .omitEmpty()
            .field("Service", Codecs.pointer(TxnServiceOp.CODEC), TxnOp::service)
            .omitEmpty()
            .field("Check", Codecs.pointer(TxnCheckOp.CODEC), TxnOp::check)
            .omitEmpty()
            .field("Session", Codecs.pointer(TxnSessionOp.CODEC), TxnOp::session)
            .omitEmpty()
            .field("Intention", Codecs.ANY, TxnOp::intention)
            .packOnly()
            .build(v -> new TxnOp(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
}
