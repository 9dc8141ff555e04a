package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.function.Function;

/// A check as configuration files and `/v1/agent/check/register` say it: how to check, and what it belongs to.
///
/// @param check     how; its `checkId` is the check's, or empty for one made of the name
/// @param serviceId the service instance it belongs to; empty for a check of the node
/// @param token     what the check is registered with; empty for the service's or the agent's
public record CheckDefinition(CheckType check, String serviceId, String token) {

    /// How `/v1/agent/check/register` says it: flat, and with `ID` for what is `CheckID` within a service
    /// (`http-api.md` §6.2). It travels in JSON only.
    public static final StructCodec<CheckDefinition> CODEC = StructCodec.<CheckDefinition>of("CheckDefinition")
            .field("ID", Codecs.TEXT, of(CheckType::checkId))
            .field("Name", Codecs.TEXT, of(CheckType::name))
            .field("Status", Codecs.TEXT, of(CheckType::status))
            .field("Notes", Codecs.TEXT, of(CheckType::notes))
            .field("ScriptArgs", Codecs.TEXTS, of(CheckType::scriptArgs))
            .alias("Args", "script_args")
            .field("HTTP", Codecs.TEXT, of(CheckType::http))
            .field("Header", Codecs.map(Codecs.TEXTS), of(CheckType::header))
            .field("Method", Codecs.TEXT, of(CheckType::method))
            .field("Body", Codecs.TEXT, of(CheckType::body))
            .field("TCP", Codecs.TEXT, of(CheckType::tcp))
            .field("Interval", Codecs.DURATION, of(CheckType::interval))
            .field("AliasNode", Codecs.TEXT, of(CheckType::aliasNode))
            .field("AliasService", Codecs.TEXT, of(CheckType::aliasService))
            .field("DockerContainerID", Codecs.TEXT, of(CheckType::dockerContainerId))
            .alias("docker_container_id")
            .field("Shell", Codecs.TEXT, of(CheckType::shell))
            .field("GRPC", Codecs.TEXT, of(CheckType::grpc))
            .field("GRPCUseTLS", Codecs.BOOL, of(CheckType::grpcUseTls))
            .alias("grpc_use_tls")
            .field("TLSSkipVerify", Codecs.BOOL, of(CheckType::tlsSkipVerify))
            .alias("tls_skip_verify")
            .field("Timeout", Codecs.DURATION, of(CheckType::timeout))
            .field("TTL", Codecs.DURATION, of(CheckType::ttl))
            .field("SuccessBeforePassing", Codecs.INT, of(CheckType::successBeforePassing))
            .field("FailuresBeforeCritical", Codecs.INT, of(CheckType::failuresBeforeCritical))
            .field("DeregisterCriticalServiceAfter", Codecs.DURATION, of(CheckType::deregisterCriticalServiceAfter))
            .alias("deregister_critical_service_after")
            .field("OutputMaxSize", Codecs.INT, of(CheckType::outputMaxSize))
            .field("UDP", Codecs.TEXT, of(CheckType::udp))
            .omitEmpty()
            .field("OSService", Codecs.TEXT, of(CheckType::osService))
            .omitEmpty()
            .alias("os_service")
            .field("H2PING", Codecs.TEXT, of(CheckType::h2ping))
            .omitEmpty()
            .field("H2PingUseTLS", Codecs.ON_UNLESS_OFF, of(CheckType::h2pingUseTls))
            .omitEmpty()
            .alias("h2ping_use_tls")
            .field("TLSServerName", Codecs.TEXT, of(CheckType::tlsServerName))
            .omitEmpty()
            .alias("tls_server_name")
            .field("DisableRedirects", Codecs.BOOL, of(CheckType::disableRedirects))
            .omitEmpty()
            .alias("disable_redirects")
            .field("FailuresBeforeWarning", Codecs.INT, of(CheckType::failuresBeforeWarning))
            .omitEmpty()
            .alias("failures_before_warning")
            .field("ServiceID", Codecs.TEXT, CheckDefinition::serviceId)
            .alias("service_id")
            .field("Token", Codecs.TEXT, CheckDefinition::token)
            .build(v -> new CheckDefinition(
                    new CheckType(
                            v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                            v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                            v.next(), v.next(), v.next(), v.next(), "", "", v.next(), v.next(), v.next(), v.next(),
                            v.next(), v.next(), v.next(), v.next(), v.next()),
                    v.next(),
                    v.next()));

    private static <V> Function<CheckDefinition, V> of(Function<CheckType, V> part) {
        return definition -> part.apply(definition.check());
    }
}
