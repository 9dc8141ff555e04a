package io.praetor.agent.watch;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.config.ListenAddress;
import io.praetor.client.AgentAddress;
import io.praetor.client.AgentAddress.Scheme;
import io.praetor.client.ClientSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the agent reaches its own API: through its first listener, a plain one before one with TLS.
final class OwnAddress {
    private OwnAddress() {}

    /// Null when the agent listens nowhere.
    static @Nullable ClientSettings of(AgentConfig config) {
        AgentAddress plain =
                first(Scheme.HTTP, config.network().http(), config.ports().http());
        AgentAddress address = plain != null
                ? plain
                : first(Scheme.HTTPS, config.network().https(), config.ports().https());
        if (address == null) {
            return null;
        }
        ClientSettings settings = ClientSettings.DEFAULT
                .withAddress(address)
                .withToken(config.acl().tokens().user());
        return address.scheme() == Scheme.HTTPS
                ? settings.withTls(tls(config.tls().https()))
                : settings;
    }

    private static @Nullable AgentAddress first(Scheme scheme, List<ListenAddress> listeners, int port) {
        if (port <= 0 || listeners.isEmpty()) {
            return null;
        }
        return switch (listeners.getFirst()) {
            case ListenAddress.Ip ip -> new AgentAddress(scheme, reachable(ip.address()), port, "");
            case ListenAddress.Unix unix -> new AgentAddress(Scheme.UNIX, unix.path(), 0, "");
        };
    }

    /// Who listens everywhere is here as well.
    private static String reachable(InetAddress address) {
        if (!address.isAnyLocalAddress()) {
            return address.getHostAddress();
        }
        return address.getAddress().length == 4 ? "127.0.0.1" : "::1";
    }

    /// The agent's own certificate answers, whatever name is in it.
    private static ClientSettings.TlsSettings tls(AgentConfig.TlsSide tls) {
        return new ClientSettings.TlsSettings(
                path(tls.caFile()), path(tls.caPath()), path(tls.certFile()), path(tls.keyFile()), "", false);
    }

    private static @Nullable Path path(String text) {
        return text.isEmpty() ? null : Path.of(text);
    }
}
