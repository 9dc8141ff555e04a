package io.praetor.agent;

import io.praetor.agent.audit.AuditKey;
import io.praetor.agent.audit.AuditLog;
import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.reload.ReloadException;
import io.praetor.agent.reload.Reloadable;
import io.praetor.http.HttpServer;
import io.praetor.http.RequestAudit;
import io.praetor.server.assembly.Seams;
import io.praetor.server.endpoint.Ids;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The audit log of an agent, which can be switched on and off by a reload.
final class AuditPart implements Reloadable, AutoCloseable {
    private final AgentConfig started;
    private final Seams seams;
    private final AuditLog.Who who;
    private @Nullable HttpServer http;
    private @Nullable AuditLog log;

    private AuditPart(AgentConfig started, Seams seams, AuditLog.Who who) {
        this.started = started;
        this.seams = seams;
        this.who = who;
    }

    /// Opens the files, if there shall be records.
    ///
    /// @throws StartException with one line that names what cannot be written
    static AuditPart start(AgentConfig config, Seams seams, AuditLog.Who who) throws StartException {
        AuditPart part = new AuditPart(config, seams, who);
        try {
            part.apply(config.audit());
            return part;
        } catch (IOException e) {
            part.close();
            throw new StartException("Failed to start the audit log: " + e.getMessage(), e);
        }
    }

    /// Who keeps records now; null: nobody.
    synchronized @Nullable RequestAudit log() {
        return log;
    }

    /// Tells a server when that changes.
    synchronized void follow(HttpServer server) {
        http = server;
    }

    private synchronized void apply(AgentConfig.Audit settings) throws IOException {
        AuditLog running = log;
        if (running == null && settings.enabled()) {
            running = new AuditLog(
                    who,
                    new AuditLog.Seams(seams.clock(), new Ids(seams.random())::next, seams.telemetry()),
                    AuditKey.of(started.dataDirectory(), seams.random()));
            log = running;
        }
        if (running != null) {
            running.configure(settings);
        }
        if (http != null) {
            http.audit(settings.enabled() ? log : null);
        }
    }

    @Override
    public void check(AgentConfig config) throws ReloadException {
        try {
            AuditLog.probe(config.audit(), seams.clock());
        } catch (IOException e) {
            throw new ReloadException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void reload(AgentConfig config) throws ReloadException {
        try {
            apply(config.audit());
        } catch (IOException e) {
            throw new ReloadException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public synchronized void close() {
        if (log != null) {
            log.close();
        }
    }
}
