package io.praetor.agent.local;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What configuration says about services and checks.
///
/// @param dataDirectory where registrations are kept; null: nowhere
/// @param remoteScripts whether the API may register checks that run programs
/// @param localScripts  whether configuration files may
/// @param sidecarPorts  where sidecar proxies without a port get theirs
/// @param exposePorts   where proxies listen for checks they let through
public record LocalSettings(
        @Nullable Path dataDirectory,
        boolean remoteScripts,
        boolean localScripts,
        Ports sidecarPorts,
        Ports exposePorts) {
    /// Ports from `min` to `max`; both 0: none.
    public record Ports(int min, int max) {
        boolean isNone() {
            return min <= 0 || max <= 0;
        }
    }

    /// Nothing configured, nothing kept.
    public static final LocalSettings DEFAULT =
            new LocalSettings(null, false, false, new Ports(21_000, 21_255), new Ports(21_500, 21_755));

    /// The same, kept in a directory.
    public LocalSettings withDataDirectory(@Nullable Path directory) {
        return new LocalSettings(directory, remoteScripts, localScripts, sidecarPorts, exposePorts);
    }

    /// The same, with checks that run programs allowed or not.
    public LocalSettings withScripts(boolean remote, boolean local) {
        return new LocalSettings(dataDirectory, remote, local, sidecarPorts, exposePorts);
    }
}
