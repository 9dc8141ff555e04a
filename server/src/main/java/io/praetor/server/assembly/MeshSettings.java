package io.praetor.server.assembly;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether a server takes part in a mesh, and the authority that a cluster without one gets (`connect.md` §3.1).
///
/// @param enabled  `connect.enabled`
/// @param provider `connect.ca_provider`
/// @param config   `connect.ca_config`, with the API's names
/// @param domain   of the cluster, without a last dot: servers have names in it
public record MeshSettings(boolean enabled, String provider, Map<String, @Nullable Object> config, String domain) {
    /// No mesh.
    public static final MeshSettings OFF = new MeshSettings(false, "consul", Map.of(), "consul");

    /// A mesh with the built-in authority as it is by default.
    public static final MeshSettings ON = new MeshSettings(true, "consul", Map.of(), "consul");

    /// Says nothing of the configuration, which may hold a private key.
    @Override
    public String toString() {
        return "MeshSettings[enabled=" + enabled + ", provider=" + provider + "]";
    }
}
