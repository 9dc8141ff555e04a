package io.praetor.model.txn;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a transaction produced: results, or errors and no effect.
public record TxnResponse(
        @Nullable List<TxnResult> results, @Nullable List<TxnError> errors) {

    /// How it travels.
    public static final StructCodec<TxnResponse> CODEC = StructCodec.<TxnResponse>of("TxnResponse")
            .field("Results", Codecs.list(TxnResult.CODEC), TxnResponse::results)
            .field("Errors", Codecs.list(TxnError.CODEC), TxnResponse::errors)
            .build(v -> new TxnResponse(v.next(), v.next()));
}
