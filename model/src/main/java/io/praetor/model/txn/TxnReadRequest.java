package io.praetor.model.txn;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.rpc.ReadRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A transaction that only reads.
public record TxnReadRequest(String datacenter, @Nullable List<TxnOp> ops, QueryOptions options)
        implements ReadRequest {

    /// How it travels.
    public static final StructCodec<TxnReadRequest> CODEC = StructCodec.<TxnReadRequest>of("TxnReadRequest")
            .field("Datacenter", Codecs.TEXT, TxnReadRequest::datacenter)
            .field("Ops", Codecs.list(TxnOp.CODEC), TxnReadRequest::ops)
            .embed(QueryOptions.CODEC, TxnReadRequest::options)
            .build(v -> new TxnReadRequest(v.next(), v.next(), v.embedded(QueryOptions.CODEC)));
}
