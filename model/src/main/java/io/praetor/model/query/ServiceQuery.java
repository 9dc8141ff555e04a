package io.praetor.model.query;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which instances a prepared query wants.
///
/// @param service        name of the service
/// @param failover       where to look when this datacenter has none
/// @param onlyPassing    whether instances with warnings are left out too
/// @param ignoreCheckIds checks that do not count
/// @param near           node to sort by distance from; `_agent`: the one asked, `_ip`: the one that asks
/// @param tags           all required, those after `!` forbidden; without regard to case
/// @param nodeMeta       pairs the node must have
/// @param serviceMeta    pairs the instance must have
/// @param connect        whether to find what serves it over the mesh
public record ServiceQuery(
        String service,
        QueryDatacenterOptions failover,
        boolean onlyPassing,
        @Nullable List<String> ignoreCheckIds,
        String near,
        @Nullable List<String> tags,
        @Nullable Map<String, String> nodeMeta,
        @Nullable Map<String, String> serviceMeta,
        boolean connect) {

    /// How it travels.
    public static final StructCodec<ServiceQuery> CODEC = StructCodec.<ServiceQuery>of("ServiceQuery")
            .field("Service", Codecs.TEXT, ServiceQuery::service)
            .field("Failover", QueryDatacenterOptions.CODEC, ServiceQuery::failover)
            .field("OnlyPassing", Codecs.BOOL, ServiceQuery::onlyPassing)
            .field("IgnoreCheckIDs", Codecs.TEXTS, ServiceQuery::ignoreCheckIds)
            .field("Near", Codecs.TEXT, ServiceQuery::near)
            .field("Tags", Codecs.TEXTS, ServiceQuery::tags)
            .field("NodeMeta", Codecs.TEXT_MAP, ServiceQuery::nodeMeta)
            .field("ServiceMeta", Codecs.TEXT_MAP, ServiceQuery::serviceMeta)
            .field("Connect", Codecs.BOOL, ServiceQuery::connect)
            .build(v -> new ServiceQuery(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
}
