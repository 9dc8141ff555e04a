package io.praetor.model.agent;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The machine an agent runs on (`GET /v1/agent/host`), with the names the Go library `gopsutil` gives everything.
///
/// @param memory bytes, but `usedPercent`
/// @param cpu one entry a processor
/// @param disk of the file system that holds the root
/// @param collectionTime when this was, in nanoseconds since 1970
/// @param errors what could not be found out; null when everything could
public record HostReport(
        @Nullable Map<String, @Nullable Object> memory,
        @Nullable List<@Nullable Map<String, @Nullable Object>> cpu,
        @Nullable Map<String, @Nullable Object> host,
        @Nullable Map<String, @Nullable Object> disk,
        long collectionTime,
        @Nullable List<String> errors) {
    /// How it travels.
    public static final StructCodec<HostReport> CODEC = StructCodec.<HostReport>of("HostInfo")
            .field("Memory", Codecs.ANY_MAP, HostReport::memory)
            .field("CPU", Codecs.list(Codecs.ANY_MAP), HostReport::cpu)
            .field("Host", Codecs.ANY_MAP, HostReport::host)
            .field("Disk", Codecs.ANY_MAP, HostReport::disk)
            .field("CollectionTime", Codecs.INT64, HostReport::collectionTime)
            .field("Errors", Codecs.TEXTS, HostReport::errors)
            .build(v -> new HostReport(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
}
