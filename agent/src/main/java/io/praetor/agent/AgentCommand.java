package io.praetor.agent;

import io.praetor.agent.ProcessEvents.Event;
import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.config.AgentFlags;
import io.praetor.agent.config.ConfigException;
import io.praetor.agent.config.ConfigLoader;
import io.praetor.agent.config.LoadedConfig;
import io.praetor.agent.config.Machine;
import io.praetor.agent.config.Sources;
import io.praetor.agent.log.Level;
import io.praetor.agent.log.Log;
import io.praetor.agent.log.SyslogException;
import io.praetor.agent.reload.AutoReload;
import io.praetor.agent.reload.ReloadException;
import io.praetor.agent.reload.Reloader;
import io.praetor.agent.systemd.ServiceManager;
import io.praetor.model.flags.FlagException;
import io.praetor.server.Ticker;
import io.praetor.server.assembly.Seams;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `consul agent`: from the command line to the exit code. A configuration nobody can run with is one line on the error
/// stream, before anything on disk has changed; what fails later is a line of the log.
final class AgentCommand {
    private static final Logger LOG = LoggerFactory.getLogger(AgentCommand.class);

    /// A change is taken over when it is two looks old.
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Surroundings surroundings;
    private final Starter starter;

    /// What the command needs of its process.
    record Surroundings(
            Machine machine,
            Signals signals,
            ServiceManager manager,
            RandomGenerator random,
            InstantSource clock,
            Ticker ticker,
            long pid,
            PrintStream out,
            PrintStream err) {}

    /// Builds an agent and sets it going.
    @FunctionalInterface
    interface Starter {
        RunningAgent start(AgentConfig config, NodeId id, Reloader reloader, Log log, ProcessEvents events)
                throws StartException;
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
            checkTls(config);
            checkDirectory(config.dataDirectory());
            AgentConfig.Node node = config.node();
            NodeId id = NodeId.find(node.id(), node.idFromHost(), config.dataDirectory(), surroundings.random());
            Sources sources = flags.sources();
            RemoteConfiguration remote = new RemoteConfiguration(loader, sources);
            Reloader reloader = new Reloader(remote::load, surroundings.manager());
            return run(loaded, id, level, reloader, remote, () -> watched(sources, config.tls()));
        } catch (ConfigException e) {
            surroundings.err().println("==> " + e.getMessage());
            return 1;
        }
    }

    private int run(
            LoadedConfig loaded,
            NodeId id,
            Level level,
            Reloader reloader,
            RemoteConfiguration remote,
            Supplier<List<Path>> files)
            throws ConfigException, InterruptedException {
        AgentConfig config = loaded.config();
        boolean json = config.logging().json();
        PrintStream out = surroundings.out();
        Log log;
        try {
            log = Log.start(config.logging(), level, out, surroundings.clock(), surroundings.pid());
        } catch (SyslogException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
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
            reloader.register(fresh -> changeLevel(log, fresh.logging().level()));
            log.release();
            loaded.warnings().forEach(LOG::warn);
            int code = serve(config, id, log, reloader, remote, files);
            LOG.atInfo().addKeyValue("code", code).log("Exit code");
            return code;
        } catch (IOException e) {
            surroundings.err().println("==> the log cannot be written: " + e.getMessage());
            return 1;
        }
    }

    private int serve(
            AgentConfig local,
            NodeId id,
            Log log,
            Reloader reloader,
            RemoteConfiguration remote,
            Supplier<List<Path>> files)
            throws InterruptedException {
        ProcessEvents events = new ProcessEvents();
        surroundings.signals().deliverTo(signal -> events.add(new Event.Signalled(signal)));
        AgentConfig config;
        try {
            Seams seams = new Seams(surroundings.clock(), surroundings.ticker(), surroundings.random());
            config = remote.complete(local, seams, events);
        } catch (StartException e) {
            return failed(e);
        }
        Path pid = config.lifecycle().pidFile();
        try (RunningAgent agent = starter.start(config, id, reloader, log, events);
                PidFile file = pid == null ? null : PidFile.write(pid, surroundings.pid());
                Repeated looking = config.features().autoReload() ? lookAt(files, reloader) : null) {
            if (!config.logging().json()) {
                surroundings.out().println("==> Consul agent running!");
            }
            if (config.server().enabled()) {
                ServerHeap.grow();
            }
            if (file != null) {
                LOG.atDebug().addKeyValue("path", file.path()).log("Wrote the process number");
            }
            if (looking != null) {
                LOG.info("Reloading when configuration files change");
            }
            return new Serving(
                            agent,
                            config.lifecycle(),
                            events,
                            () -> reload(reloader),
                            surroundings.manager(),
                            Serving.REAL_TIME)
                    .untilTheEnd();
        } catch (StartException e) {
            return failed(e);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("error", Reasons.of(e)).log("Could not remove the pid file");
            return 1;
        }
    }

    private int failed(StartException e) {
        LOG.atError().addKeyValue("error", e.getMessage()).log("Error starting agent");
        LOG.debug("The cause", e);
        // the log is for who reads it later; whoever started this process reads here
        surroundings.err().println("Error starting agent: " + e.getMessage());
        return 1;
    }

    private static Repeated lookAt(Supplier<List<Path>> files, Reloader reloader) {
        AutoReload auto = new AutoReload(files, () -> reload(reloader));
        return Repeated.every(BETWEEN_LOOKS, "auto-reload", auto::look);
    }

    /// Configuration files, and those of certificates.
    private static List<Path> watched(Sources sources, AgentConfig.Tls tls) {
        List<Path> files = new ArrayList<>(ConfigLoader.files(sources));
        for (AgentConfig.TlsSide side : List.of(tls.internalRpc(), tls.https(), tls.grpc())) {
            Stream.of(side.caFile(), side.caPath(), side.certFile(), side.keyFile())
                    .filter(file -> !file.isEmpty())
                    .map(Path::of)
                    .forEach(files::add);
        }
        return files;
    }

    private static void reload(Reloader reloader) {
        try {
            reloader.reload();
        } catch (ReloadException e) {
            LOG.atError().addKeyValue("error", e.getMessage()).log("Reload config failed");
        }
    }

    /// A level nobody knows changes nothing, and is no reason to refuse the rest.
    private static void changeLevel(Log log, String text) {
        Level level = Level.parse(text);
        if (level == null) {
            LOG.error(Level.fault(text));
        } else {
            log.level(level);
        }
    }

    private static Level level(AgentConfig config) throws ConfigException {
        Level level = Level.parse(config.logging().level());
        if (level == null) {
            throw new ConfigException(Level.fault(config.logging().level()));
        }
        return level;
    }

    private static void checkTls(AgentConfig config) throws ConfigException {
        String fault = TlsPart.fault(config);
        if (fault != null) {
            throw new ConfigException(fault);
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
