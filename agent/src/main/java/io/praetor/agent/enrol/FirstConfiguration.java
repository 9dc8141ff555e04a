package io.praetor.agent.enrol;

import io.praetor.agent.config.AgentConfig;
import io.praetor.model.autoconfig.AutoConfigResponse;
import io.praetor.model.autoconfig.RemoteConfig;
import io.praetor.model.connect.CaRoots;
import io.praetor.model.connect.IssuedCert;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The configuration that servers have for this node (`auto_config`): asked for once, then kept.
public final class FirstConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(FirstConfiguration.class);

    private final ResponseFile file;
    private final Rounds rounds;
    private final ConfigurationRequests requests;

    /// What servers have decided for a node.
    ///
    /// @param fragment keys of configuration, weaker than the user's own
    public record Remote(Map<String, Object> fragment, Enrolled enrolled) {
        static Remote of(AutoConfigResponse response) throws IOException {
            IssuedCert certificate = response.certificate();
            CaRoots roots = response.caRoots();
            RemoteConfig config = response.config();
            if (certificate == null || roots == null || config == null) {
                throw new IOException("it lacks a configuration, a certificate or roots");
            }
            RemoteConfig.Tls tls = config.tls();
            return new Remote(
                    RemoteFragment.of(config),
                    new Enrolled(
                            certificate,
                            roots,
                            response.extraCaCertificates(),
                            tls != null && tls.verifyServerHostname()));
        }

        /// Says nothing of the secrets.
        @Override
        public String toString() {
            return "Remote[" + enrolled + "]";
        }
    }

    /// @param caller asks servers
    /// @param names  looks their names up
    public FirstConfiguration(AgentConfig config, Caller caller, ServerAddresses.Lookup names, RandomGenerator random) {
        AgentConfig.AutoConfig settings = config.autoConfig();
        AgentConfig.Node node = config.node();
        Path directory = config.dataDirectory();
        if (directory == null) {
            throw new IllegalArgumentException("a client has a data directory");
        }
        file = new ResponseFile(directory);
        ServerAddresses servers =
                new ServerAddresses(settings.serverAddresses(), config.ports().server(), true, names);
        rounds = Rounds.asking("auto-config", servers::now, random);
        requests = new ConfigurationRequests(
                caller,
                new Names(node.datacenter(), node.name(), settings.dnsSans(), settings.ipSans()),
                config.merged().get("segment") instanceof String segment ? segment : "",
                new IntroToken(settings.introToken(), settings.introTokenFile()));
    }

    /// What was kept; null when nothing was.
    ///
    /// @throws IOException when it cannot be read
    public @Nullable Remote kept() throws IOException {
        AutoConfigResponse response = file.read();
        return response == null ? null : Remote.of(response);
    }

    /// What the servers answer, kept for the next start. Blocks until one does.
    public Remote ask() throws IOException, InterruptedException {
        LOG.info("Asking the servers for this agent's configuration");
        AutoConfigResponse response = rounds.untilAnswered(requests);
        file.write(response);
        LOG.info("Got this agent's configuration");
        return Remote.of(response);
    }

    /// A certificate as at the first start, asked for once.
    ///
    /// @return null when nobody answered
    public @Nullable Enrolled again() throws InterruptedException {
        AutoConfigResponse response = rounds.once(requests);
        try {
            return response == null ? null : Remote.of(response).enrolled();
        } catch (IOException e) {
            LOG.atError().addKeyValue("error", e.getMessage()).log("A server's answer cannot be used");
            return null;
        }
    }

    /// Keeps a newer certificate and newer roots for the next start.
    public void keep(Enrolled fresh) throws IOException {
        AutoConfigResponse response = file.read();
        if (response != null) {
            file.write(response.with(fresh.certificate(), fresh.roots()));
        }
    }
}
