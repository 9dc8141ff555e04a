package io.praetor.agent;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.config.ListenAddress;
import io.praetor.http.HttpServer;
import io.praetor.http.HttpSettings;
import io.praetor.http.Listener;
import io.praetor.http.RequestAudit;
import io.praetor.http.RequestObserver;
import io.praetor.http.route.Cidr;
import io.praetor.http.route.FrontSettings;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Route;
import io.praetor.http.route.Router;
import io.praetor.model.IpText;
import io.praetor.server.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/// Translates configuration into the listeners of the HTTP API.
final class FrontDoor {
    private final AgentConfig config;
    private final Supplier<SSLEngine> tls;

    /// @param tls the server's end of each HTTPS connection
    FrontDoor(AgentConfig config, Supplier<SSLEngine> tls) {
        this.config = config;
        this.tls = tls;
    }

    /// Finds out whether the ports are free before anything else is done; whoever takes one afterwards is found by
    /// [#open].
    void probe() throws StartException {
        for (Listener listener : listeners()) {
            InetSocketAddress address = switch (listener) {
                case Listener.Http http -> http.address();
                case Listener.Https https -> https.address();
                case Listener.Unix _ -> null;
            };
            if (address != null) {
                probe(address);
            }
        }
    }

    private static void probe(InetSocketAddress address) throws StartException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            String shown = IpText.of(address.getAddress(), address.getPort());
            throw new StartException("Failed to start HTTP server: listen tcp " + shown + ": " + e.getMessage(), e);
        }
    }

    /// Opens the listeners.
    ///
    /// @param audit keeps records of all requests; null: nobody does
    HttpServer open(
            List<Route> routes,
            RequestObserver observer,
            @Nullable RequestAudit audit,
            InstantSource clock,
            Ticker ticker)
            throws StartException {
        HttpSettings defaults = HttpSettings.of(listeners());
        HttpSettings settings = new HttpSettings(
                defaults.listeners(),
                config.http().maxConnectionsPerClient(),
                config.http().handshakeTimeout(),
                defaults.headTimeout(),
                defaults.bodyTimeout(),
                defaults.threads());
        try {
            return HttpServer.start(settings, new Router(front(), routes), observer, audit, clock, ticker);
        } catch (IOException e) {
            throw new StartException("Failed to start HTTP server: " + e.getMessage(), e);
        }
    }

    private FrontSettings front() {
        AgentConfig.Http http = config.http();
        List<Reply.Field> headers = new ArrayList<>();
        http.responseHeaders().forEach((name, value) -> headers.add(new Reply.Field(name, value)));
        return new FrontSettings(
                headers,
                http.blockEndpoints(),
                http.allowWriteFrom().stream().map(Cidr::parse).toList(),
                http.allowUnprintable(),
                http.translateWanAddresses(),
                http.prettyAlways());
    }

    private List<Listener> listeners() throws StartException {
        List<Listener> listeners = new ArrayList<>();
        if (config.ports().http() > 0) {
            for (ListenAddress listener : config.network().http()) {
                listeners.add(plain(listener));
            }
        }
        if (config.ports().https() > 0) {
            for (ListenAddress listener : config.network().https()) {
                listeners.add(secured(listener));
            }
        }
        return listeners;
    }

    private Listener plain(ListenAddress listener) throws StartException {
        return switch (listener) {
            case ListenAddress.Ip ip ->
                new Listener.Http(
                        new InetSocketAddress(ip.address(), config.ports().http()));
            case ListenAddress.Unix unix -> socket(unix);
        };
    }

    private Listener socket(ListenAddress.Unix unix) throws StartException {
        AgentConfig.UnixSockets settings = config.network().unixSockets();
        return new Listener.Unix(
                Path.of(unix.path()),
                permissions(settings.mode()),
                settings.user().isEmpty() ? null : settings.user(),
                settings.group().isEmpty() ? null : settings.group());
    }

    private Listener secured(ListenAddress listener) throws StartException {
        if (!(listener instanceof ListenAddress.Ip ip)) {
            throw new StartException("Failed to start HTTPS server: \"" + listener + "\" is a Unix socket", null);
        }
        return new Listener.Https(
                new InetSocketAddress(ip.address(), config.ports().https()), tls);
    }

    /// `rwxr-x---` for `750`; null for none.
    private static @Nullable String permissions(String octal) throws StartException {
        if (octal.isEmpty()) {
            return null;
        }
        int mode;
        try {
            mode = Integer.parseInt(octal, 8);
        } catch (NumberFormatException e) {
            throw new StartException("unix_sockets.mode \"" + octal + "\" is not an octal number", e);
        }
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            if ((mode & (0x100 >> i)) != 0) {
                set.add(all[i]);
            }
        }
        return PosixFilePermissions.toString(set);
    }
}
