package io.praetor.model.request;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.query.QuerySource;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.rpc.ReadRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A read of a whole datacenter.
///
/// @param nodeMetaFilters pairs that a node must have, exactly
/// @param source who asks; its node is what the answer is sorted from
public record DcSpecificRequest(
        String datacenter, @Nullable Map<String, String> nodeMetaFilters, QuerySource source, QueryOptions options)
        implements ReadRequest {

    /// How it travels.
    public static final StructCodec<DcSpecificRequest> CODEC = StructCodec.<DcSpecificRequest>of("DCSpecificRequest")
            .field("Datacenter", Codecs.TEXT, DcSpecificRequest::datacenter)
            .field("NodeMetaFilters", Codecs.TEXT_MAP, DcSpecificRequest::nodeMetaFilters)
            .field("Source", QuerySource.CODEC, DcSpecificRequest::source)
            .embed(QueryOptions.CODEC, DcSpecificRequest::options)
            .build(v -> new DcSpecificRequest(v.next(), v.next(), v.next(), v.embedded(QueryOptions.CODEC)));
}
