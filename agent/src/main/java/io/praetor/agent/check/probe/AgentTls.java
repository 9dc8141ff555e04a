package io.praetor.agent.check.probe;

import io.praetor.model.tls.TlsContext;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import org.jspecify.annotations.Nullable;

/// How checks speak TLS when they use the agent's own settings (`enable_agent_tls_for_checks`).
///
/// @param certificate shown to those who ask for one; null: none is
/// @param authorities who is believed; none: those of the system
/// @param serverName  the name expected in certificates; empty: that of the target
/// @param versions    of the protocol, as the JDK calls them; none: those that it has switched on
/// @param suites      cipher suites, as the JDK calls them; none: those that it has switched on
public record AgentTls(
        @Nullable KeyManager certificate,
        List<X509Certificate> authorities,
        String serverName,
        List<String> versions,
        List<String> suites) {
    /// Nothing of the agent's is used.
    public static final AgentTls NONE = new AgentTls(null, List.of(), "", List.of(), List.of());

    /// Copies the lists.
    public AgentTls {
        authorities = List.copyOf(authorities);
        versions = List.copyOf(versions);
        suites = List.copyOf(suites);
    }

    /// What an agent's files say.
    ///
    /// @param files null: it has none
    public static AgentTls of(@Nullable TlsContext files, String serverName) {
        return files == null
                ? new AgentTls(null, List.of(), serverName, List.of(), List.of())
                : new AgentTls(files.identity(), files.authorities(), serverName, files.versions(), files.suites());
    }
}
