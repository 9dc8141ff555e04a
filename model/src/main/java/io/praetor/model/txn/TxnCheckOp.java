package io.praetor.model.txn;

import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// An operation on a check.
public record TxnCheckOp(String verb, HealthCheck check) {

    /// How it travels.
    public static final StructCodec<TxnCheckOp> CODEC = StructCodec.<TxnCheckOp>of("TxnCheckOp")
            .field("Verb", Codecs.TEXT, TxnCheckOp::verb)
            .field("Check", HealthCheck.CODEC, TxnCheckOp::check)
            .build(v -> new TxnCheckOp(v.next(), v.next()));
}
