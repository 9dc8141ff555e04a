package io.praetor.agent;

import io.praetor.agent.ProcessEvents.Event;
import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.config.AgentFlags;
import io.praetor.agent.config.ConfigException;
import io.praetor.agent.config.ConfigLoader;
import io.praetor.agent.config.LoadedConfig;
import io.praetor.agent.config.Machine;
import io.praetor.agent.log.Level;
import io.praetor.agent.log.Log;
import io.praetor.model.flags.FlagException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `consul agent`: from the command line to the exit code. A configuration nobody can run with is one line on the error
/// stream, before anything on disk has changed; what fails later is a line of the log.
final class AgentCommand {
    private static final Logger LOG = LoggerFactory.getLogger(AgentCommand.class);

    private final Surroundings surroundings;
    private final Starter starter;

    /// What the command needs of its process.
    record Surroundings(
            Machine machine,
            Signals signals,
            RandomGenerator random,
            InstantSource clock,
            long pid,
            PrintStream out,
            PrintStream err) {}

    /// Builds an agent and sets it going.
    @FunctionalInterface
    interface Starter {
        RunningAgent start(AgentConfig config, NodeId id, ProcessEvents events) throws StartException;
    }

    AgentCommand(Surroundings surroundings, Starter starter) {
        this.surroundings = surroundings;
        this.starter = starter;
    }

    int run(List<String> arguments) throws InterruptedException {
        AgentFlags flags;
        try {
            flags = AgentFlags.parse(arguments);
        } catch (FlagException e) {
            if (e.isHelp()) {
                surroundings.out().print(AgentHelp.text());
                return 0;
            }
            surroundings.err().println(e.getMessage());
            surroundings.err().print(AgentHelp.text());
            return 1;
        }
        try {
            if (!flags.rest().isEmpty()) {
                throw new ConfigException("Unexpected extra arguments: [" + String.join(" ", flags.rest()) + "]");
            }
            ConfigLoader loader = new ConfigLoader(surroundings.machine());
            LoadedConfig loaded = loader.load(flags.sources());
            AgentConfig config = loaded.config();
            Level level = level(config);
            checkTls(config.tls());
            checkDirectory(config.dataDirectory());
            AgentConfig.Node node = config.node();
            NodeId id = NodeId.find(node.id(), node.idFromHost(), config.dataDirectory(), surroundings.random());
            return run(loaded, id, level, () -> loader.load(flags.sources()));
        } catch (ConfigException e) {
            surroundings.err().println("==> " + e.getMessage());
            return 1;
        }
    }

    private interface Reload {
        LoadedConfig again() throws ConfigException;
    }

    private int run(LoadedConfig loaded, NodeId id, Level level, Reload reload)
            throws ConfigException, InterruptedException {
        AgentConfig config = loaded.config();
        boolean json = config.logging().json();
        PrintStream out = surroundings.out();
        Log log;
        try {
            log = Log.start(config.logging(), level, out, surroundings.clock());
        } catch (IOException e) {
            throw new ConfigException("Failed to set up logging: " + Reasons.of(e));
        }
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> LOG.atError()
                .addKeyValue("thread", thread.getName())
                .setCause(thrown)
                .log("A thread failed"));
        try (log) {
            if (!json) {
                out.print(Banner.of(config, id.text()));
            }
            log.release();
            loaded.warnings().forEach(LOG::warn);
            int code = serve(config, id, json, () -> readAgain(reload, log));
            LOG.atInfo().addKeyValue("code", code).log("Exit code");
            return code;
        } catch (IOException e) {
            surroundings.err().println("==> the log cannot be written: " + e.getMessage());
            return 1;
        }
    }

    private int serve(AgentConfig config, NodeId id, boolean json, Runnable reload) throws InterruptedException {
        ProcessEvents events = new ProcessEvents();
        surroundings.signals().deliverTo(signal -> events.add(new Event.Signalled(signal)));
        Path pid = config.lifecycle().pidFile();
        try (RunningAgent agent = starter.start(config, id, events);
                PidFile file = pid == null ? null : PidFile.write(pid, surroundings.pid())) {
            if (!json) {
                surroundings.out().println("==> Consul agent running!");
            }
            if (file != null) {
                LOG.atDebug().addKeyValue("path", file.path()).log("Wrote the process number");
            }
            return new Serving(agent, config.lifecycle(), events, reload, Serving.REAL_TIME).untilTheEnd();
        } catch (StartException e) {
            LOG.atError().addKeyValue("error", e.getMessage()).log("Error starting agent");
            LOG.debug("The cause", e);
            // the log is for who reads it later; whoever started this process reads here
            surroundings.err().println("Error starting agent: " + e.getMessage());
            return 1;
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("error", Reasons.of(e)).log("Could not remove the pid file");
            return 1;
        }
    }

    /// What a running agent takes over from its configuration when that is read again.
    private static void readAgain(Reload reload, Log log) {
        try {
            AgentConfig config = reload.again().config();
            log.level(level(config));
        } catch (ConfigException e) {
            LOG.atError().addKeyValue("error", e.getMessage()).log("Configuration not taken over");
        }
    }

    private static Level level(AgentConfig config) throws ConfigException {
        Level level = Level.parse(config.logging().level());
        if (level == null) {
            throw new ConfigException(Level.fault(config.logging().level()));
        }
        return level;
    }

    private static void checkTls(AgentConfig.Tls tls) throws ConfigException {
        boolean hasCa = !tls.caFile().isEmpty() || !tls.caPath().isEmpty();
        boolean hasCertificate = !tls.certFile().isEmpty() && !tls.keyFile().isEmpty();
        boolean incoming = tls.verifyIncoming() || tls.verifyIncomingRpc() || tls.verifyIncomingHttps();
        if (tls.verifyOutgoing() && !hasCa) {
            throw new ConfigException("VerifyOutgoing set, and no CA certificate provided!");
        }
        if (incoming && !hasCa) {
            throw new ConfigException("VerifyIncoming set but no CA certificates were provided");
        }
        if (incoming && !hasCertificate) {
            throw new ConfigException(
                    "VerifyIncoming requires either a Cert and Key pair in the configuration file, or auto_encrypt/auto_config be enabled");
        }
    }

    /// The folder of the state, or the one it will be made in, must be ours to write to.
    private static void checkDirectory(@org.jspecify.annotations.Nullable Path directory) throws ConfigException {
        Path existing = directory == null ? null : directory.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null) {
            return;
        }
        if (!Files.isDirectory(existing)) {
            throw new ConfigException(
                    "data_dir \"" + directory + "\" cannot be made: \"" + existing + "\" is not a directory");
        }
        if (!Files.isWritable(existing)) {
            throw new ConfigException(
                    "data_dir \"" + directory + "\" cannot be written: no permission for \"" + existing + "\"");
        }
    }
}
