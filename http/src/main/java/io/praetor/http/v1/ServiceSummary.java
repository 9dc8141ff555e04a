package io.praetor.http.v1;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A service in the UI's list.
///
/// @param tags            of all instances; null for none
/// @param externalSources what registered the instances, such as `k8s`; null for nothing in particular
/// @param connectedWithProxy whether a sidecar stands for it
record ServiceSummary(
        String kind,
        String name,
        String datacenter,
        @Nullable List<String> tags,
        @Nullable List<String> nodes,
        @Nullable List<String> externalSources,
        int instanceCount,
        int checksPassing,
        int checksWarning,
        int checksCritical,
        @Nullable Map<String, @Nullable Object> gatewayConfig,
        boolean connectedWithProxy,
        boolean connectedWithGateway) {
    static final StructCodec<ServiceSummary> CODEC = StructCodec.<ServiceSummary>of("ServiceListingSummary")
            .field("Kind", Codecs.TEXT, ServiceSummary::kind)
            .omitEmpty()
            .field("Name", Codecs.TEXT, ServiceSummary::name)
            .field("Datacenter", Codecs.TEXT, ServiceSummary::datacenter)
            .field("Tags", Codecs.TEXTS, ServiceSummary::tags)
            .field("Nodes", Codecs.TEXTS, ServiceSummary::nodes)
            .field("ExternalSources", Codecs.TEXTS, ServiceSummary::externalSources)
            .field("InstanceCount", Codecs.INT, ServiceSummary::instanceCount)
            .field("ChecksPassing", Codecs.INT, ServiceSummary::checksPassing)
            .field("ChecksWarning", Codecs.INT, ServiceSummary::checksWarning)
            .field("ChecksCritical", Codecs.INT, ServiceSummary::checksCritical)
            .field("GatewayConfig", Codecs.ANY_MAP, ServiceSummary::gatewayConfig)
            .field("ConnectedWithProxy", Codecs.BOOL, ServiceSummary::connectedWithProxy)
            .field("ConnectedWithGateway", Codecs.BOOL, ServiceSummary::connectedWithGateway)
            .build(v -> new ServiceSummary(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next(), v.next(), v.next()));
}
