package io.praetor.agent.check.probe;

import io.praetor.model.catalog.CheckType;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes probes, and owns what they share. Threads and files come with the first probe that needs them.
public final class Probes implements AutoCloseable {
    private static final Duration NETWORK_TIMEOUT = Duration.ofSeconds(10);

    /// The original has none for Docker; something has to end an exec that hangs.
    private static final Duration DOCKER_TIMEOUT = Duration.ofMinutes(5);

    private final ExecutorService blocking = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("check-blocking-", 0).factory());
    private final Scripts scripts;
    private final Network network;
    private final String dockerHost;

    /// Nothing is opened yet.
    public Probes(ProbeSettings settings) {
        dockerHost = settings.dockerHost();
        scripts = new Scripts(new Commands(settings.searchPath()));
        network = new Network(new Names(InetAddress::getAllByName), new Tls(settings.tls()), blocking);
    }

    /// How a check looks at things; null for one that is told (TTL) or looks at other checks (alias).
    ///
    /// @param limit bytes of output to keep
    public @Nullable Probe of(CheckType type, int limit) {
        Duration time = timeout(type, NETWORK_TIMEOUT);
        List<String> words = type.scriptArgs() == null ? List.of() : List.copyOf(type.scriptArgs());
        if (!type.grpc().isEmpty()) {
            String target = type.proxyGrpc().isEmpty() ? type.grpc() : type.proxyGrpc();
            return new GrpcProbe(network, target, type.grpcUseTls() ? tls(type, true) : null, time);
        }
        if (!type.http().isEmpty()) {
            return http(type, limit, time);
        }
        if (!type.tcp().isEmpty()) {
            return new TcpProbe(network, type.tcp(), time);
        }
        if (!type.udp().isEmpty()) {
            return new UdpProbe(network, type.udp(), time);
        }
        if (!type.h2ping().isEmpty()) {
            return new H2PingProbe(network, type.h2ping(), type.h2pingUseTls() ? tls(type, true) : null, time);
        }
        if (!words.isEmpty() && !type.dockerContainerId().isEmpty()) {
            Duration longest = timeout(type, DOCKER_TIMEOUT);
            return new DockerProbe(network, dockerHost, type.dockerContainerId(), words, limit, longest);
        }
        if (!words.isEmpty()) {
            return script(words, limit, type, ScriptProbe::byExitCode);
        }
        if (!type.osService().isEmpty()) {
            String service = type.osService();
            return script(OsServices.command(service), limit, type, ended -> OsServices.judge(service, ended));
        }
        return null;
    }

    private Probe http(CheckType type, int limit, Duration timeout) {
        return new HttpProbe(
                network,
                type.proxyHttp().isEmpty() ? type.http() : type.proxyHttp(),
                HttpRequestText.of(type.method(), type.header(), type.body()),
                tls(type, false),
                !type.disableRedirects(),
                limit,
                timeout);
    }

    private Probe script(List<String> words, int limit, CheckType type, Function<ScriptRun.Ended, Finding> judge) {
        return new ScriptProbe(scripts, blocking, words, limit, timeout(type, Duration.ZERO), judge);
    }

    private static Tls.Choice tls(CheckType type, boolean http2) {
        return new Tls.Choice(type.tlsServerName(), type.tlsSkipVerify(), http2);
    }

    private static Duration timeout(CheckType type, Duration otherwise) {
        return type.timeout() > 0 ? Duration.ofNanos(type.timeout()) : otherwise;
    }

    /// Ends what is under way; programs that run are killed.
    @Override
    public void close() {
        network.close();
        scripts.close();
        blocking.shutdownNow();
    }
}
