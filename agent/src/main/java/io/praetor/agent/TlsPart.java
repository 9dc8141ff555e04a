package io.praetor.agent;

import io.praetor.agent.check.probe.AgentTls;
import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.reload.ReloadException;
import io.praetor.agent.reload.Reloadable;
import io.praetor.model.tls.TlsContext;
import io.praetor.model.tls.TlsContext.Role;
import io.praetor.model.tls.TlsException;
import io.praetor.model.tls.TlsFiles;
import io.praetor.rpc.RpcTls;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The agent's TLS: that of the server port and of calls, and that of its API. Both are read together and change
/// together; connections that stand keep what they began with.
final class TlsPart implements Reloadable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsPart.class);

    private final InstantSource clock;
    private final boolean ofChecks;
    private final ExecutorService handshakes;
    private final RpcTls rpc;
    private volatile State state;
    /// What [#check] has read, for the [#reload] that follows it: files may change between them.
    private @Nullable State checked;

    /// All that holds at one time.
    ///
    /// @param https  null: no HTTPS
    /// @param checks what checks use of it, if they may
    private record State(RpcTls.Rules rpc, @Nullable TlsContext https, boolean demandsClients, AgentTls checks) {}

    private TlsPart(InstantSource clock, boolean ofChecks, State state) {
        this.clock = clock;
        this.ofChecks = ofChecks;
        this.state = state;
        handshakes = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("tls-handshake-", 0).factory());
        rpc = new RpcTls(state.rpc, handshakes);
    }

    /// Reads the files that a configuration names.
    ///
    /// @throws StartException with one line that names what is at fault
    static TlsPart start(AgentConfig config, InstantSource clock) throws StartException {
        try {
            return new TlsPart(clock, config.checks().agentTls(), read(config, clock));
        } catch (TlsException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    /// What can be said against a configuration without reading files (`agent.md` §3).
    ///
    /// @return one line for the user; null: nothing
    static @Nullable String fault(AgentConfig.Tls tls) {
        if (tls.verifyOutgoing() && !tls.internalRpc().hasCa()) {
            return "VerifyOutgoing set, and no CA certificate provided!";
        }
        for (AgentConfig.TlsSide side : List.of(tls.internalRpc(), tls.https())) {
            if (side.verifyIncoming() && !side.hasCa()) {
                return "VerifyIncoming set but no CA certificates were provided";
            }
            if (side.verifyIncoming() && !side.hasCertificate()) {
                return "VerifyIncoming requires either a Cert and Key pair in the configuration file, or"
                        + " auto_encrypt/auto_config be enabled";
            }
        }
        return null;
    }

    private static State read(AgentConfig config, InstantSource clock) throws TlsException {
        AgentConfig.Tls tls = config.tls();
        boolean server = config.server().enabled();
        String name = serverName(config);
        TlsContext internal = null;
        if (isUsed(tls.internalRpc())) {
            Role role = server ? Role.SERVER : Role.CLIENT;
            internal = TlsContext.load(files(tls.internalRpc(), tls), role, clock.instant());
            internal.doubts(server && tls.verifyServerHostname() ? name : null).forEach(LOG::warn);
        }
        TlsContext https = null;
        if (config.ports().https() > 0) {
            if (!tls.https().hasCertificate()) {
                throw new TlsException("Failed to start HTTPS server: cert_file and key_file are not set");
            }
            https = TlsContext.load(files(tls.https(), tls), Role.SERVER, clock.instant());
        }
        RpcTls.Rules rules = new RpcTls.Rules(
                internal,
                tls.internalRpc().verifyIncoming(),
                tls.verifyOutgoing(),
                tls.verifyServerHostname(),
                config.node().datacenter(),
                domain(config));
        return new State(rules, https, tls.https().verifyIncoming(), AgentTls.of(internal, tls.serverName()));
    }

    private static boolean isUsed(AgentConfig.TlsSide side) {
        return side.hasCa() || !side.certFile().isEmpty() || !side.keyFile().isEmpty();
    }

    private static TlsFiles files(AgentConfig.TlsSide side, AgentConfig.Tls tls) {
        return new TlsFiles(
                side.caFile(),
                side.caPath(),
                side.certFile(),
                side.keyFile(),
                side.minVersion(),
                side.cipherSuites(),
                tls.preferServerCipherSuites());
    }

    private static String domain(AgentConfig config) {
        String domain = config.dns().domain();
        return domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    }

    /// What the certificates of this datacenter's servers are for.
    private static String serverName(AgentConfig config) {
        return "server." + config.node().datacenter() + "." + domain(config);
    }

    /// For the server port and calls.
    RpcTls rpc() {
        return rpc;
    }

    /// What checks use of the agent's TLS now (`enable_agent_tls_for_checks`).
    AgentTls checks() {
        return ofChecks ? state.checks : AgentTls.NONE;
    }

    /// The server's end of one HTTPS connection.
    SSLEngine https() {
        State now = state;
        TlsContext https = now.https;
        if (https == null) {
            throw new IllegalStateException("there is no HTTPS");
        }
        return https.server(now.demandsClients, List.of());
    }

    @Override
    public void check(AgentConfig config) throws ReloadException {
        String fault = fault(config.tls());
        try {
            if (fault != null) {
                throw new TlsException(fault);
            }
            State fresh = read(config, clock);
            // whether there is HTTPS does not change without a restart
            checked = state.https == null || fresh.https != null
                    ? fresh
                    : new State(fresh.rpc, state.https, state.demandsClients, fresh.checks);
        } catch (TlsException e) {
            throw new ReloadException("Failed reloading TLS configuration: " + e.getMessage(), e);
        }
    }

    @Override
    public void reload(AgentConfig config) throws ReloadException {
        State fresh = checked;
        if (fresh == null) {
            check(config);
            fresh = checked;
        }
        checked = null;
        if (fresh != null) {
            state = fresh;
            rpc.change(fresh.rpc);
        }
    }

    @Override
    public void close() {
        handshakes.shutdownNow();
    }
}
