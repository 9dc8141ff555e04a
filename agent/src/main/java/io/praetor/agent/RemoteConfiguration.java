package io.praetor.agent;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.config.ConfigException;
import io.praetor.agent.config.ConfigLoader;
import io.praetor.agent.config.LoadedConfig;
import io.praetor.agent.config.Sources;
import io.praetor.server.assembly.Seams;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The configuration of the sources that the user named and, where he wants it, of a server (`auto_config`), which is
/// weaker than they are.
final class RemoteConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteConfiguration.class);

    private final ConfigLoader loader;
    private final Sources sources;
    private volatile Map<String, Object> remote = Map.of();

    RemoteConfiguration(ConfigLoader loader, Sources sources) {
        this.loader = loader;
        this.sources = sources;
    }

    /// As it is written now.
    LoadedConfig load() throws ConfigException {
        return loader.load(sources, remote);
    }

    /// The configuration with what a server says. Blocks until one does, or until a signal comes.
    ///
    /// @param local what the user's sources say
    /// @throws StartException with one line for the user
    AgentConfig complete(AgentConfig local, Seams seams, ProcessEvents events) throws StartException {
        if (!local.autoConfig().enabled()) {
            return local;
        }
        remote = EnrolPart.configure(local, seams, events).fragment();
        try {
            AgentConfig complete = load().config();
            LOG.atInfo()
                    .addKeyValue("datacenter", complete.node().datacenter())
                    .addKeyValue("node", complete.node().name())
                    .log("Starting with the configuration from the servers");
            return complete;
        } catch (ConfigException e) {
            throw new StartException("the configuration from the servers does not fit: " + e.getMessage(), e);
        }
    }
}
