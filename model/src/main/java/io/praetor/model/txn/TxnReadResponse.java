package io.praetor.model.txn;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryMeta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a transaction of reads produced, with the metadata of a read.
public record TxnReadResponse(
        @Nullable List<TxnResult> results, @Nullable List<TxnError> errors, QueryMeta meta) {

    /// How it travels.
    public static final StructCodec<TxnReadResponse> CODEC = StructCodec.<TxnReadResponse>of("TxnReadResponse")
            .field("Results", Codecs.list(TxnResult.CODEC), TxnReadResponse::results)
            .field("Errors", Codecs.list(TxnError.CODEC), TxnReadResponse::errors)
            .embed(QueryMeta.CODEC, TxnReadResponse::meta)
            .build(v -> new TxnReadResponse(v.next(), v.next(), v.embedded(QueryMeta.CODEC)));
}
