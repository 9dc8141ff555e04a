package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How an agent checks health, as registrations say it.
///
/// @param interval nanoseconds
/// @param timeout nanoseconds
/// @param ttl nanoseconds
/// @param deregisterCriticalServiceAfter nanoseconds
/// @param outputMaxSize bytes
/// @param udp `host:port` (newer)
/// @param osService name of a service of the operating system (newer)
/// @param h2ping `host:port` (newer)
/// @param h2pingUseTls on unless it is said to be off (newer)
/// @param tlsServerName name expected in the certificate of what is checked (newer)
/// @param failuresBeforeWarning consecutive failures before the check shows a warning (newer)
public record CheckType(
        String checkId,
        String name,
        String status,
        String notes,
        @Nullable List<String> scriptArgs,
        String http,
        @Nullable Map<String, @Nullable List<String>> header,
        String method,
        String body,
        String tcp,
        long interval,
        String aliasNode,
        String aliasService,
        String dockerContainerId,
        String shell,
        String grpc,
        boolean grpcUseTls,
        boolean tlsSkipVerify,
        long timeout,
        long ttl,
        int successBeforePassing,
        int failuresBeforeCritical,
        String proxyHttp,
        String proxyGrpc,
        long deregisterCriticalServiceAfter,
        int outputMaxSize,
        String udp,
        String osService,
        String h2ping,
        boolean h2pingUseTls,
        String tlsServerName,
        boolean disableRedirects,
        int failuresBeforeWarning) {

    /// How it travels.
    public static final StructCodec<CheckType> CODEC = StructCodec.<CheckType>of("CheckType")
            .field("CheckID", Codecs.TEXT, CheckType::checkId)
            .field("Name", Codecs.TEXT, CheckType::name)
            .field("Status", Codecs.TEXT, CheckType::status)
            .field("Notes", Codecs.TEXT, CheckType::notes)
            .field("ScriptArgs", Codecs.TEXTS, CheckType::scriptArgs)
            .alias("Args", "script_args")
            .field("HTTP", Codecs.TEXT, CheckType::http)
            .field("Header", Codecs.map(Codecs.TEXTS), CheckType::header)
            .field("Method", Codecs.TEXT, CheckType::method)
            .field("Body", Codecs.TEXT, CheckType::body)
            .field("TCP", Codecs.TEXT, CheckType::tcp)
            .field("Interval", Codecs.DURATION, CheckType::interval)
            .field("AliasNode", Codecs.TEXT, CheckType::aliasNode)
            .field("AliasService", Codecs.TEXT, CheckType::aliasService)
            .field("DockerContainerID", Codecs.TEXT, CheckType::dockerContainerId)
            .alias("docker_container_id")
            .field("Shell", Codecs.TEXT, CheckType::shell)
            .field("GRPC", Codecs.TEXT, CheckType::grpc)
            .field("GRPCUseTLS", Codecs.BOOL, CheckType::grpcUseTls)
            .alias("grpc_use_tls")
            .field("TLSSkipVerify", Codecs.BOOL, CheckType::tlsSkipVerify)
            .alias("tls_skip_verify")
            .field("Timeout", Codecs.DURATION, CheckType::timeout)
            .field("TTL", Codecs.DURATION, CheckType::ttl)
            .field("SuccessBeforePassing", Codecs.INT, CheckType::successBeforePassing)
            .field("FailuresBeforeCritical", Codecs.INT, CheckType::failuresBeforeCritical)
            .field("ProxyHTTP", Codecs.TEXT, CheckType::proxyHttp)
            .field("ProxyGRPC", Codecs.TEXT, CheckType::proxyGrpc)
            .field("DeregisterCriticalServiceAfter", Codecs.DURATION, CheckType::deregisterCriticalServiceAfter)
            .alias("deregister_critical_service_after")
            .field("OutputMaxSize", Codecs.INT, CheckType::outputMaxSize)
            .field("UDP", Codecs.TEXT, CheckType::udp)
            .omitEmpty()
            .field("OSService", Codecs.TEXT, CheckType::osService)
            .omitEmpty()
            .field("H2PING", Codecs.TEXT, CheckType::h2ping)
            .omitEmpty()
            .field("H2PingUseTLS", Codecs.ON_UNLESS_OFF, CheckType::h2pingUseTls)
            .omitEmpty()
            .field("TLSServerName", Codecs.TEXT, CheckType::tlsServerName)
            .omitEmpty()
            .field("DisableRedirects", Codecs.BOOL, CheckType::disableRedirects)
            .omitEmpty()
            .field("FailuresBeforeWarning", Codecs.INT, CheckType::failuresBeforeWarning)
            .omitEmpty()
            .build(v -> new CheckType(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next(), v.next(), v.next()));

    /// A check of nothing but that something listens at `host:port`.
    public static CheckType ofTcp(String name, String address, Duration interval) {
        return new CheckType(
                "",
                name,
                "",
                "",
                null,
                "",
                null,
                "",
                "",
                address,
                interval.toNanos(),
                "",
                "",
                "",
                "",
                "",
                false,
                false,
                0,
                0,
                0,
                0,
                "",
                "",
                0,
                0,
                "",
                "",
                "",
                false,
                "",
                false,
                0);
    }

    /// A check that is as well as the checks of a service of the same agent.
    public static CheckType ofAlias(String name, String serviceId) {
        return new CheckType(
                "", name, "", "", null, "", null, "", "", "", 0, "", serviceId, "", "", "", false, false, 0, 0, 0, 0,
                "", "", 0, 0, "", "", "", false, "", false, 0);
    }

    /// The same looking elsewhere.
    public CheckType withTargets(String newHttp, String newGrpc) {
        return new CheckType(
                checkId,
                name,
                status,
                notes,
                scriptArgs,
                newHttp,
                header,
                method,
                body,
                tcp,
                interval,
                aliasNode,
                aliasService,
                dockerContainerId,
                shell,
                newGrpc,
                grpcUseTls,
                tlsSkipVerify,
                timeout,
                ttl,
                successBeforePassing,
                failuresBeforeCritical,
                proxyHttp,
                proxyGrpc,
                deregisterCriticalServiceAfter,
                outputMaxSize,
                udp,
                osService,
                h2ping,
                h2pingUseTls,
                tlsServerName,
                disableRedirects,
                failuresBeforeWarning);
    }
}
