package io.praetor.agent;

import io.praetor.agent.ProcessEvents.Patience;
import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.enrol.CertificateRequests;
import io.praetor.agent.enrol.Enrolled;
import io.praetor.agent.enrol.FirstConfiguration;
import io.praetor.agent.enrol.FreshCertificates;
import io.praetor.agent.enrol.Names;
import io.praetor.agent.enrol.Renewal;
import io.praetor.agent.enrol.RootsWatch;
import io.praetor.agent.enrol.Rounds;
import io.praetor.agent.enrol.RpcCaller;
import io.praetor.agent.enrol.ServerAddresses;
import io.praetor.model.connect.CaSignRequest;
import io.praetor.rpc.NetworkLoops;
import io.praetor.rpc.PoolSettings;
import io.praetor.rpc.RpcClient;
import io.praetor.rpc.RpcPool;
import io.praetor.server.Scheduler;
import io.praetor.server.assembly.Seams;
import io.praetor.server.backend.Backend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificate that an agent has from the servers: the first one, before anything else begins, and those that
/// follow it.
final class EnrolPart implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EnrolPart.class);

    private final AgentConfig config;
    private final Seams seams;
    private final TlsPart tls;
    private final Supplier<String> token;
    private final NetworkLoops loops = new NetworkLoops(1);
    private final RpcPool client;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("certificate-", 0).factory());
    private final @Nullable FirstConfiguration configuration;
    private volatile Supplier<List<InetSocketAddress>> known = List::of;
    private @Nullable Enrolled first;
    private @Nullable Renewal renewal;
    private @Nullable RootsWatch roots;

    private EnrolPart(AgentConfig config, Seams seams, TlsPart tls, Supplier<String> token) {
        this.config = config;
        this.seams = seams;
        this.tls = tls;
        this.token = token;
        client = new RpcPool(loops, PoolSettings.CLIENT, config.network().bind(), tls.rpc());
        configuration = config.autoConfig().enabled()
                ? new FirstConfiguration(
                        config,
                        new RpcCaller(client, config.node().datacenter()),
                        InetAddress::getAllByName,
                        seams.random())
                : null;
    }

    /// The configuration that a server has for this node: what was kept, or, at the first start, what is answered.
    /// Blocks until then, or until a signal comes.
    ///
    /// @param local as far as files say
    /// @throws StartException with one line for the user
    static FirstConfiguration.Remote configure(AgentConfig local, Seams seams, ProcessEvents events)
            throws StartException {
        try (TlsPart tls = TlsPart.start(local, seams.clock());
                EnrolPart part = new EnrolPart(local, seams, tls, () -> "")) {
            FirstConfiguration asked = part.configuration;
            if (asked == null) {
                throw new IllegalStateException("auto_config is not enabled");
            }
            FirstConfiguration.Remote kept = asked.kept();
            return kept != null ? kept : part.await(events, asked::ask);
        } catch (IOException e) {
            throw new StartException("Failed to read the kept configuration: " + Reasons.of(e), e);
        }
    }

    /// Has a certificate signed, where servers are asked for one. Blocks until one does, or until a signal comes.
    ///
    /// @param tls   takes what there is
    /// @param token the agent's, as it is at each try
    /// @throws StartException with one line for the user; then nothing is left running
    static EnrolPart start(AgentConfig config, Seams seams, TlsPart tls, Supplier<String> token, ProcessEvents events)
            throws StartException {
        EnrolPart part = new EnrolPart(config, seams, tls, token);
        try {
            part.begin(events);
            return part;
        } catch (StartException | RuntimeException e) {
            part.close();
            throw e;
        } catch (IOException e) {
            part.close();
            throw new StartException("Failed to set up the agent's certificate: " + Reasons.of(e), e);
        }
    }

    private void begin(ProcessEvents events) throws StartException, IOException {
        if (configuration != null) {
            FirstConfiguration.Remote kept = configuration.kept();
            first = kept == null ? await(events, configuration::ask).enrolled() : kept.enrolled();
        } else if (config.autoEncrypt().tls()) {
            LOG.info("Asking the servers for this agent's certificate");
            Rounds rounds = rounds();
            first = await(events, () -> rounds.untilAnswered(certificates()));
        }
        if (first != null) {
            tls.take(first);
        }
    }

    private <T> T await(ProcessEvents events, Patience<T> task) throws StartException {
        try {
            return events.awaitUnlessSignalled(task, threads);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while waiting for a server's answer", e);
        }
    }

    private CertificateRequests certificates() {
        AgentConfig.Node node = config.node();
        AgentConfig.AutoEncrypt settings = config.autoEncrypt();
        return new CertificateRequests(
                new RpcCaller(client, node.datacenter()),
                new Names(node.datacenter(), node.name(), settings.dnsSans(), settings.ipSans()),
                token);
    }

    /// Servers of gossip's, once there is gossip; else those that the configuration names to join.
    private Rounds rounds() {
        List<String> hosts = new ArrayList<>(config.join().start());
        hosts.addAll(config.join().retry());
        ServerAddresses configured =
                new ServerAddresses(hosts, config.ports().server(), false, InetAddress::getAllByName);
        return Rounds.asking(
                "auto-encrypt",
                () -> {
                    List<InetSocketAddress> seen = known.get();
                    return seen.isEmpty() ? configured.now() : seen;
                },
                seams.random());
    }

    /// Renews from now on, or, on a server, keeps up with those who get their certificates here.
    ///
    /// @param servers of the datacenter that gossip knows
    void keepFresh(Backend backend, Supplier<List<RpcClient.Server>> servers, Scheduler scheduler) {
        Enrolled begun = first;
        if (begun == null) {
            follow(backend, scheduler);
            return;
        }
        known = () -> servers.get().stream().map(RpcClient.Server::address).toList();
        Renewal begins = new Renewal(
                begun, new Renewal.Seams(seams.clock(), scheduler, seams.random(), threads), roads(backend));
        renewal = begins;
        begins.start();
        roots = new RootsWatch(backend.queries(), scheduler, seams.random(), begins::rootsChanged);
        roots.start();
    }

    private Renewal.Roads roads(Backend backend) {
        AgentConfig.Node node = config.node();
        boolean told = configuration != null;
        Names names = new Names(
                node.datacenter(),
                node.name(),
                told ? config.autoConfig().dnsSans() : config.autoEncrypt().dnsSans(),
                told ? config.autoConfig().ipSans() : config.autoEncrypt().ipSans());
        return new FreshCertificates(
                names,
                csr -> backend.connectCa().sign(new CaSignRequest(node.datacenter(), csr, token.get())),
                () -> configuration == null ? rounds().once(certificates()) : configuration.again(),
                fresh -> {
                    tls.take(fresh);
                    if (configuration != null) {
                        configuration.keep(fresh);
                    }
                });
    }

    /// On a server: believes those to whom the mesh gives certificates, where agents get them here.
    private void follow(Backend backend, Scheduler scheduler) {
        if (config.autoEncrypt().allowTls()
                || config.autoConfig().authorization().enabled()) {
            roots = new RootsWatch(backend.queries(), scheduler, seams.random(), fresh -> {
                try {
                    tls.trust(fresh);
                } catch (IOException e) {
                    LOG.atError().addKeyValue("error", e.getMessage()).log("The mesh's roots cannot be used");
                }
            });
            roots.start();
        }
    }

    /// The agent goes by another token now.
    void tokenChanged() {
        if (renewal != null) {
            renewal.tokenChanged();
        }
    }

    @Override
    public void close() {
        if (roots != null) {
            roots.close();
        }
        if (renewal != null) {
            renewal.close();
        }
        threads.shutdownNow();
        client.close();
        loops.close();
    }
}
