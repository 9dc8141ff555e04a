package io.praetor.agent.exec;

import io.praetor.model.Bytes;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.model.exec.ExecEvent;
import io.praetor.server.Ticker;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the events that start remote execution and runs their jobs, a bounded number at a time.
public final class RemoteExec implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteExec.class);
    private static final int MOST_AT_A_TIME = 16;

    private final String node;
    private final JobStore store;
    private final Ticker ticker;
    private final Set<Execution> running = new HashSet<>();
    private boolean closed;

    /// @param node  name of this node, part of the keys that it writes
    /// @param store where jobs are
    public RemoteExec(String node, JobStore store, Ticker ticker) {
        this.node = node;
        this.store = store;
        this.ticker = ticker;
    }

    /// Starts the job an event tells of. Returns at once.
    ///
    /// @param eventId for the log
    public void accept(String eventId, @Nullable Bytes payload) {
        ExecEvent event;
        try {
            event = Json.parse(ExecEvent.CODEC, payload == null ? new byte[0] : payload.array(), false);
        } catch (DecodeException e) {
            LOG.atError().addKeyValue("error", e.getMessage()).log("failed to decode remote exec event");
            return;
        }
        Execution execution = new Execution(event, node, store, ticker);
        synchronized (this) {
            if (closed) {
                return;
            }
            if (running.size() >= MOST_AT_A_TIME) {
                LOG.atError().addKeyValue("id", eventId).log("too many remote executions, this one is left out");
                return;
            }
            running.add(execution);
        }
        LOG.atDebug().addKeyValue("id", eventId).log("received remote exec event");
        Thread.ofVirtual().name("remote exec").start(() -> {
            try {
                execution.run();
            } finally {
                done(execution);
            }
        });
    }

    private synchronized void done(Execution execution) {
        running.remove(execution);
    }

    /// Ends what runs.
    @Override
    public synchronized void close() {
        closed = true;
        running.forEach(Execution::cancel);
    }
}
