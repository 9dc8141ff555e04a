package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a check looks at; for agents outside and tools, the servers only keep it.
///
/// @param interval nanoseconds
/// @param outputMaxSize bytes
/// @param timeout nanoseconds
/// @param deregisterCriticalServiceAfter nanoseconds
/// @param ttl nanoseconds
public record HealthCheckDefinition(
        long interval,
        long outputMaxSize,
        long timeout,
        long deregisterCriticalServiceAfter,
        String http,
        boolean tlsSkipVerify,
        @Nullable Map<String, @Nullable List<String>> header,
        String method,
        String body,
        String tcp,
        @Nullable List<String> scriptArgs,
        String dockerContainerId,
        String shell,
        String grpc,
        boolean grpcUseTls,
        String aliasNode,
        String aliasService,
        long ttl) {

    /// How it travels.
    public static final StructCodec<HealthCheckDefinition> CODEC = StructCodec.<HealthCheckDefinition>of(
                    "HealthCheckDefinition")
            .field("Interval", Codecs.DURATION_TEXT, HealthCheckDefinition::interval)
            .omitEmpty()
            .field("OutputMaxSize", Codecs.UINT64, HealthCheckDefinition::outputMaxSize)
            .omitEmpty()
            .field("Timeout", Codecs.DURATION_TEXT, HealthCheckDefinition::timeout)
            .omitEmpty()
            .field(
                    "DeregisterCriticalServiceAfter",
                    Codecs.DURATION_TEXT,
                    HealthCheckDefinition::deregisterCriticalServiceAfter)
            .omitEmpty()
            .field("HTTP", Codecs.TEXT, HealthCheckDefinition::http)
            .omitEmpty()
            .field("TLSSkipVerify", Codecs.BOOL, HealthCheckDefinition::tlsSkipVerify)
            .omitEmpty()
            .field("Header", Codecs.map(Codecs.TEXTS), HealthCheckDefinition::header)
            .omitEmpty()
            .field("Method", Codecs.TEXT, HealthCheckDefinition::method)
            .omitEmpty()
            .field("Body", Codecs.TEXT, HealthCheckDefinition::body)
            .omitEmpty()
            .field("TCP", Codecs.TEXT, HealthCheckDefinition::tcp)
            .omitEmpty()
            .field("ScriptArgs", Codecs.TEXTS, HealthCheckDefinition::scriptArgs)
            .omitEmpty()
            .field("DockerContainerID", Codecs.TEXT, HealthCheckDefinition::dockerContainerId)
            .omitEmpty()
            .field("Shell", Codecs.TEXT, HealthCheckDefinition::shell)
            .omitEmpty()
            .field("GRPC", Codecs.TEXT, HealthCheckDefinition::grpc)
            .omitEmpty()
            .field("GRPCUseTLS", Codecs.BOOL, HealthCheckDefinition::grpcUseTls)
            .omitEmpty()
            .field("AliasNode", Codecs.TEXT, HealthCheckDefinition::aliasNode)
            .omitEmpty()
            .field("AliasService", Codecs.TEXT, HealthCheckDefinition::aliasService)
            .omitEmpty()
            .field("TTL", Codecs.DURATION, HealthCheckDefinition::ttl)
            .omitEmpty()
            .build(v -> new HealthCheckDefinition(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
}
