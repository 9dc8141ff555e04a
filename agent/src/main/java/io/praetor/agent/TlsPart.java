package io.praetor.agent;

import io.praetor.agent.check.probe.AgentTls;
import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.enrol.Enrolled;
import io.praetor.agent.reload.ReloadException;
import io.praetor.agent.reload.Reloadable;
import io.praetor.model.connect.CaRoots;
import io.praetor.model.pem.Pem;
import io.praetor.model.tls.ProvidedTls;
import io.praetor.model.tls.TlsContext;
import io.praetor.model.tls.TlsContext.Role;
import io.praetor.model.tls.TlsException;
import io.praetor.model.tls.TlsFiles;
import io.praetor.rpc.RpcTls;
import io.praetor.server.endpoint.EnrolmentSettings;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
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
    private AgentConfig config;
    private Given given = Given.NOTHING;
    private volatile State state;
    /// What [#check] has read, for the [#reload] that follows it: files may change between them.
    private @Nullable State checked;

    /// All that holds at one time.
    ///
    /// @param https  null: no HTTPS
    /// @param checks what checks use of it, if they may
    private record State(RpcTls.Rules rpc, @Nullable TlsContext https, boolean demandsClients, AgentTls checks) {}

    /// What did not come from files.
    private record Given(ProvidedTls tls, boolean verifyServerHostname) {
        static final Given NOTHING = new Given(ProvidedTls.NONE, false);
    }

    private TlsPart(InstantSource clock, AgentConfig config, State state) {
        this.clock = clock;
        this.config = config;
        this.state = state;
        ofChecks = config.checks().agentTls();
        handshakes = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("tls-handshake-", 0).factory());
        rpc = new RpcTls(state.rpc, handshakes);
    }

    /// Reads the files that a configuration names.
    ///
    /// @throws StartException with one line that names what is at fault
    static TlsPart start(AgentConfig config, InstantSource clock) throws StartException {
        try {
            return new TlsPart(clock, config, read(config, Given.NOTHING, clock));
        } catch (TlsException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    /// What can be said against a configuration without reading files (`agent.md` §3).
    ///
    /// @return one line for the user; null: nothing
    static @Nullable String fault(AgentConfig config) {
        AgentConfig.Tls tls = config.tls();
        if (tls.verifyOutgoing() && !tls.internalRpc().hasCa()) {
            return "VerifyOutgoing set, and no CA certificate provided!";
        }
        for (AgentConfig.TlsSide side : List.of(tls.internalRpc(), tls.https())) {
            if (side.verifyIncoming() && !side.hasCa()) {
                return "VerifyIncoming set but no CA certificates were provided";
            }
            if (side.verifyIncoming() && !side.hasCertificate() && !config.enrols()) {
                return "VerifyIncoming requires either a Cert and Key pair in the configuration file, or"
                        + " auto_encrypt/auto_config be enabled";
            }
        }
        return null;
    }

    private static State read(AgentConfig config, Given given, InstantSource clock) throws TlsException {
        AgentConfig.Tls tls = config.tls();
        boolean server = config.server().enabled();
        boolean verifiesName = tls.verifyServerHostname() || given.verifyServerHostname;
        TlsContext internal = null;
        if (isUsed(tls.internalRpc()) || config.enrols()) {
            Role role = server ? Role.SERVER : Role.CLIENT;
            internal = TlsContext.load(files(tls.internalRpc(), tls), given.tls, role, clock.instant());
            internal.doubts(server && tls.verifyServerHostname() ? serverName(config) : null)
                    .forEach(LOG::warn);
        }
        boolean outgoing = tls.verifyOutgoing() || (config.enrols() && internal != null && internal.hasAuthorities());
        RpcTls.Rules rules = new RpcTls.Rules(
                internal,
                // clients have no server port
                server && tls.internalRpc().verifyIncoming(),
                outgoing,
                outgoing && verifiesName,
                config.node().datacenter(),
                domain(config));
        return new State(
                rules,
                https(config, given.tls, clock),
                tls.https().verifyIncoming(),
                AgentTls.of(internal, tls.serverName()));
    }

    /// Null when there is no HTTPS, and as long as there is no certificate for it.
    private static @Nullable TlsContext https(AgentConfig config, ProvidedTls given, InstantSource clock)
            throws TlsException {
        AgentConfig.Tls tls = config.tls();
        boolean own = tls.https().hasCertificate();
        if (config.ports().https() <= 0 || (!own && config.enrols() && given.certificate() == null)) {
            return null;
        }
        if (!own && !config.enrols()) {
            throw new TlsException("Failed to start HTTPS server: cert_file and key_file are not set");
        }
        return TlsContext.load(
                files(tls.https(), tls), own ? given.withoutCertificate() : given, Role.SERVER, clock.instant());
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

    /// Without a last dot.
    static String domain(AgentConfig config) {
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

    /// Takes over what servers gave us, for connections from now on.
    ///
    /// @throws TlsException when it cannot be used; then nothing changes
    void take(Enrolled fresh) throws TlsException {
        take(new Given(fresh.provided(), fresh.verifyServerHostname()));
    }

    /// Believes those of the mesh too from now on: a server must, that has given them their certificates.
    ///
    /// @throws TlsException when that cannot be done; then nothing changes
    void trust(CaRoots roots) throws TlsException {
        take(new Given(new ProvidedTls(Enrolled.authorities(roots), null), false));
    }

    private synchronized void take(Given fresh) throws TlsException {
        if (!fresh.equals(given)) {
            State read = read(config, fresh, clock);
            given = fresh;
            checked = null;
            put(read);
        }
    }

    /// What a server tells those whom it enrols.
    synchronized EnrolmentSettings.Trust trust() {
        RpcTls.Rules rules = state.rpc;
        TlsContext context = rules.context();
        List<String> manual = new ArrayList<>();
        for (X509Certificate authority : context == null ? List.<X509Certificate>of() : context.authorities()) {
            if (!given.tls.authorities().contains(authority)) {
                manual.add(pem(authority));
            }
        }
        return new EnrolmentSettings.Trust(manual, rules.verifyServerHostname());
    }

    private static String pem(X509Certificate certificate) {
        try {
            return Pem.write(certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read cannot be written", e);
        }
    }

    private void put(State fresh) {
        state = fresh;
        rpc.change(fresh.rpc);
    }

    @Override
    public synchronized void check(AgentConfig fresh) throws ReloadException {
        String fault = fault(fresh);
        try {
            if (fault != null) {
                throw new TlsException(fault);
            }
            State read = read(fresh, given, clock);
            // whether there is HTTPS does not change without a restart
            checked = state.https == null || read.https != null
                    ? read
                    : new State(read.rpc, state.https, state.demandsClients, read.checks);
        } catch (TlsException e) {
            throw new ReloadException("Failed reloading TLS configuration: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void reload(AgentConfig fresh) throws ReloadException {
        if (checked == null) {
            check(fresh);
        }
        State read = checked;
        checked = null;
        if (read != null) {
            config = fresh;
            put(read);
        }
    }

    @Override
    public void close() {
        handshakes.shutdownNow();
    }
}
