package io.praetor.model.agent;

import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.HealthCheckDefinition;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a service of an agent is, all its checks and those of its node considered (`/v1/agent/health/service/…`).
///
/// @param status  `passing`, `warning`, `critical` or `maintenance`
/// @param service null when there is none
/// @param checks  null when there is no service
public record AgentServiceHealth(
        String status,
        @Nullable AgentService service,
        @Nullable List<HealthCheck> checks) {

    /// The status of a service, or of its node, that somebody took out of use.
    public static final String MAINTENANCE = "maintenance";

    /// This endpoint shows checks in the form of the original's client: nothing of the definition, but its fields.
    private static final StructCodec<HealthCheckDefinition> NO_DEFINITION = StructCodec.<HealthCheckDefinition>of(
                    "HealthCheckDefinition")
            .field("Interval", Codecs.TEXT, _ -> "0s")
            .field("Timeout", Codecs.TEXT, _ -> "0s")
            .field("DeregisterCriticalServiceAfter", Codecs.TEXT, _ -> "0s")
            .field("HTTP", Codecs.TEXT, _ -> "")
            .field("Header", Codecs.map(Codecs.TEXTS), _ -> (Map<String, @Nullable List<String>>) null)
            .field("Method", Codecs.TEXT, _ -> "")
            .field("Body", Codecs.TEXT, _ -> "")
            .field("TLSSkipVerify", Codecs.BOOL, _ -> false)
            .field("TCP", Codecs.TEXT, _ -> "")
            .build(_ -> HealthCheckDefinition.CODEC.zero());

    private static final StructCodec<HealthCheck> CHECK = StructCodec.<HealthCheck>of("HealthCheck")
            .field("Node", Codecs.TEXT, HealthCheck::node)
            .field("CheckID", Codecs.TEXT, HealthCheck::checkId)
            .field("Name", Codecs.TEXT, HealthCheck::name)
            .field("Status", Codecs.TEXT, HealthCheck::status)
            .field("Notes", Codecs.TEXT, HealthCheck::notes)
            .field("Output", Codecs.TEXT, HealthCheck::output)
            .field("ServiceID", Codecs.TEXT, HealthCheck::serviceId)
            .field("ServiceName", Codecs.TEXT, HealthCheck::serviceName)
            .field("ServiceTags", Codecs.TEXTS, HealthCheck::serviceTags)
            .field("Type", Codecs.TEXT, _ -> "")
            .field("Definition", NO_DEFINITION, HealthCheck::definition)
            .field("CreateIndex", Codecs.UINT64, HealthCheck::createIndex)
            .field("ModifyIndex", Codecs.UINT64, HealthCheck::modifyIndex)
            .build(v -> new HealthCheck(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next(), v.next(), v.next()));

    /// How it travels.
    public static final StructCodec<AgentServiceHealth> CODEC = StructCodec.<AgentServiceHealth>of(
                    "AgentServiceChecksInfo")
            .field("AggregatedStatus", Codecs.TEXT, AgentServiceHealth::status)
            .field("Service", Codecs.pointer(AgentService.CODEC), AgentServiceHealth::service)
            .field("Checks", Codecs.list(CHECK), AgentServiceHealth::checks)
            .build(v -> new AgentServiceHealth(v.next(), v.next(), v.next()));
}
