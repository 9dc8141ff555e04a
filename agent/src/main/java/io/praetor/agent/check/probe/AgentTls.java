package io.praetor.agent.check.probe;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How checks speak TLS when they use the agent's own settings (`enable_agent_tls_for_checks`).
///
/// @param certificate chain in PEM; absent: no certificate is shown
/// @param key         its key in PEM
/// @param authorities PEM files of certificates to trust, or folders of them; none: those of the system
/// @param serverName  the name expected in certificates; empty: that of the target
public record AgentTls(@Nullable Path certificate, @Nullable Path key, List<Path> authorities, String serverName) {
    /// Nothing of the agent's is used.
    public static final AgentTls NONE = new AgentTls(null, null, List.of(), "");

    /// Copies the list.
    public AgentTls {
        authorities = List.copyOf(authorities);
    }
}
