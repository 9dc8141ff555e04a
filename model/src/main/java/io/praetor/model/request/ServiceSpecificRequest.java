package io.praetor.model.request;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.query.QuerySource;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.rpc.ReadRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A read about one service.
///
/// @param serviceKind    said by newer callers; not looked at
/// @param serviceTag     the tag of old callers, which goes before `serviceTags`
/// @param serviceTags    all of which an instance must have
/// @param serviceAddress asks for what is at this address instead, whatever its name
/// @param tagFilter      whether the tags count
/// @param connect        whether what serves the service over the mesh is wanted
/// @param ingress        whether ingress gateways that expose it are wanted
/// @param source         who asks; its node is what the answer is sorted from
public record ServiceSpecificRequest(
        String datacenter,
        @Nullable Map<String, String> nodeMetaFilters,
        String serviceName,
        String serviceKind,
        String serviceTag,
        @Nullable List<String> serviceTags,
        String serviceAddress,
        boolean tagFilter,
        QuerySource source,
        boolean connect,
        boolean ingress,
        QueryOptions options)
        implements ReadRequest {

    /// How it travels.
    public static final StructCodec<ServiceSpecificRequest> CODEC = StructCodec.<ServiceSpecificRequest>of(
                    "ServiceSpecificRequest")
            .field("Datacenter", Codecs.TEXT, ServiceSpecificRequest::datacenter)
            .field("NodeMetaFilters", Codecs.TEXT_MAP, ServiceSpecificRequest::nodeMetaFilters)
            .field("ServiceName", Codecs.TEXT, ServiceSpecificRequest::serviceName)
            .field("ServiceKind", Codecs.TEXT, ServiceSpecificRequest::serviceKind)
            .field("ServiceTag", Codecs.TEXT, ServiceSpecificRequest::serviceTag)
            .field("ServiceTags", Codecs.TEXTS, ServiceSpecificRequest::serviceTags)
            .field("ServiceAddress", Codecs.TEXT, ServiceSpecificRequest::serviceAddress)
            .field("TagFilter", Codecs.BOOL, ServiceSpecificRequest::tagFilter)
            .field("Source", QuerySource.CODEC, ServiceSpecificRequest::source)
            .field("Connect", Codecs.BOOL, ServiceSpecificRequest::connect)
            .field("Ingress", Codecs.BOOL, ServiceSpecificRequest::ingress)
            .embed(QueryOptions.CODEC, ServiceSpecificRequest::options)
            .build(v -> new ServiceSpecificRequest(
                    v.next(),
                    v.next(),
                    v.next(),
                    v.next(),
                    v.next(),
                    v.next(),
                    v.next(),
                    v.next(),
                    v.next(),
                    v.next(),
                    v.next(),
                    v.embedded(QueryOptions.CODEC)));
}
