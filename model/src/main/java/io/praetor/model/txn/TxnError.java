package io.praetor.model.txn;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// What is wrong with one operation.
public record TxnError(int opIndex, String what) {

    /// How it travels.
    public static final StructCodec<TxnError> CODEC = StructCodec.<TxnError>of("TxnError")
            .field("OpIndex", Codecs.INT, TxnError::opIndex)
            .field("What", Codecs.TEXT, TxnError::what)
            .build(v -> new TxnError(v.next(), v.next()));
}
