package io.praetor.model.request;

import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryOptions;

/// A question for the known datacenters.
public record DatacentersRequest(QueryOptions options) {

    /// How it travels.
    public static final StructCodec<DatacentersRequest> CODEC = StructCodec.<DatacentersRequest>of("DatacentersRequest")
            .embed(QueryOptions.CODEC, DatacentersRequest::options)
            .build(v -> new DatacentersRequest(v.embedded(QueryOptions.CODEC)));
}
