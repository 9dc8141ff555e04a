package io.praetor.agent.reload;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.config.ConfigException;
import io.praetor.agent.config.LoadedConfig;
import io.praetor.agent.systemd.ServiceManager;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads the configuration anew and hands it to every part that registered. A configuration that cannot be loaded, or
/// that a part refuses, changes nothing.
public final class Reloader {
    private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);

    private final Source source;
    private final ServiceManager manager;
    private final List<Reloadable> parts = new CopyOnWriteArrayList<>();
    private final ReentrantLock one = new ReentrantLock();

    /// Where a new configuration comes from.
    @FunctionalInterface
    public interface Source {
        /// The configuration as it is written now.
        LoadedConfig load() throws ConfigException;
    }

    /// @param source asked at each reload
    /// @param manager told while one is under way
    public Reloader(Source source, ServiceManager manager) {
        this.source = source;
        this.manager = manager;
    }

    /// Tells a part about every new configuration from now on; parts are told in the order of registration.
    public void register(Reloadable part) {
        parts.add(part);
    }

    /// Takes over the configuration as it is written now. Callers wait for each other.
    ///
    /// @throws ReloadException with the cause; when the files are at fault, or a part refused, nothing has changed
    public void reload() throws ReloadException {
        one.lock();
        manager.reloading();
        try {
            AgentConfig config = load();
            for (Reloadable part : parts) {
                part.check(config);
            }
            takeOver(config);
        } catch (RuntimeException e) {
            throw unexpected(e);
        } finally {
            manager.ready();
            one.unlock();
        }
    }

    /// A defect of a part is no reason for the agent to end.
    private static ReloadException unexpected(Exception defect) {
        LOG.error("A reload failed against expectation", defect);
        return new ReloadException(String.valueOf(defect.getMessage()), defect);
    }

    private AgentConfig load() throws ReloadException {
        try {
            LoadedConfig loaded = source.load();
            loaded.warnings().forEach(LOG::warn);
            return loaded.config();
        } catch (ConfigException e) {
            throw new ReloadException(String.valueOf(e.getMessage()), e);
        }
    }

    private void takeOver(AgentConfig config) throws ReloadException {
        ReloadException first = null;
        for (Reloadable part : parts) {
            try {
                part.reload(config);
            } catch (ReloadException | RuntimeException e) {
                ReloadException failure = e instanceof ReloadException own ? own : unexpected(e);
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
