package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
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
        int outputMaxSize) {

    /// How it travels.
    public static final StructCodec<CheckType> CODEC = StructCodec.<CheckType>of("CheckType")
            .field("CheckID", Codecs.TEXT, CheckType::checkId)
            .field("Name", Codecs.TEXT, CheckType::name)
            .field("Status", Codecs.TEXT, CheckType::status)
            .field("Notes", Codecs.TEXT, CheckType::notes)
            .field("ScriptArgs", Codecs.TEXTS, CheckType::scriptArgs)
            .field("HTTP", Codecs.TEXT, CheckType::http)
            .field("Header", Codecs.map(Codecs.TEXTS), CheckType::header)
            .field("Method", Codecs.TEXT, CheckType::method)
            .field("Body", Codecs.TEXT, CheckType::body)
            .field("TCP", Codecs.TEXT, CheckType::tcp)
            .field("Interval", Codecs.DURATION, CheckType::interval)
            .field("AliasNode", Codecs.TEXT, CheckType::aliasNode)
            .field("AliasService", Codecs.TEXT, CheckType::aliasService)
            .field("DockerContainerID", Codecs.TEXT, CheckType::dockerContainerId)
            .field("Shell", Codecs.TEXT, CheckType::shell)
            .field("GRPC", Codecs.TEXT, CheckType::grpc)
            .field("GRPCUseTLS", Codecs.BOOL, CheckType::grpcUseTls)
            .field("TLSSkipVerify", Codecs.BOOL, CheckType::tlsSkipVerify)
            .field("Timeout", Codecs.DURATION, CheckType::timeout)
            .field("TTL", Codecs.DURATION, CheckType::ttl)
            .field("SuccessBeforePassing", Codecs.INT, CheckType::successBeforePassing)
            .field("FailuresBeforeCritical", Codecs.INT, CheckType::failuresBeforeCritical)
            .field("ProxyHTTP", Codecs.TEXT, CheckType::proxyHttp)
            .field("ProxyGRPC", Codecs.TEXT, CheckType::proxyGrpc)
            .field("DeregisterCriticalServiceAfter", Codecs.DURATION, CheckType::deregisterCriticalServiceAfter)
            .field("OutputMaxSize", Codecs.INT, CheckType::outputMaxSize)
            .build(v -> new CheckType(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
}
