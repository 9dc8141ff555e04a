package io.praetor.model.request;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.query.QuerySource;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.rpc.ReadRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A read of the checks in a state.
///
/// @param nodeMetaFilters pairs that a node must have, exactly
/// @param source who asks; its node is what the answer is sorted from
public record ChecksInStateRequest(
        String datacenter,
        @Nullable Map<String, String> nodeMetaFilters,
        String state,
        QuerySource source,
        QueryOptions options)
        implements ReadRequest {

    /// How it travels.
    public static final StructCodec<ChecksInStateRequest> CODEC = StructCodec.<ChecksInStateRequest>of(
                    "ChecksInStateRequest")
            .field("Datacenter", Codecs.TEXT, ChecksInStateRequest::datacenter)
            .field("NodeMetaFilters", Codecs.TEXT_MAP, ChecksInStateRequest::nodeMetaFilters)
            .field("State", Codecs.TEXT, ChecksInStateRequest::state)
            .field("Source", QuerySource.CODEC, ChecksInStateRequest::source)
            .embed(QueryOptions.CODEC, ChecksInStateRequest::options)
            .build(v ->
                    new ChecksInStateRequest(v.next(), v.next(), v.next(), v.next(), v.embedded(QueryOptions.CODEC)));
}
