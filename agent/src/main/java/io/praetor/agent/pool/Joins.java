package io.praetor.agent.pool;

import io.praetor.gossip.memberlist.Advice;
import io.praetor.gossip.serf.Serf;
import io.praetor.server.Cancellable;
import io.praetor.server.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Joining a pool at the start: once (`start_join`), or again and again until somebody is reached (`retry_join`).
public final class Joins implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Joins.class);

    private final String label;
    private final Serf pool;
    private final Scheduler scheduler;
    private Cancellable next = Cancellable.NONE;
    private boolean closed;

    /// How joining is tried again.
    ///
    /// @param interval between attempts
    /// @param most     attempts; 0: no end
    public record Retries(Duration interval, int most) {}

    /// @param label `LAN` or `WAN`
    public Joins(String label, Serf pool, Scheduler scheduler) {
        this.label = label;
        this.pool = pool;
        this.scheduler = scheduler;
    }

    /// Joins once, and waits for it; nothing to do without addresses.
    ///
    /// @throws JoinException when nobody could be reached
    public void once(List<String> addresses, boolean ignoreOld) throws JoinException {
        if (addresses.isEmpty()) {
            return;
        }
        LOG.atInfo()
                .addKeyValue("pool", label)
                .addKeyValue("addresses", addresses)
                .log("Joining cluster...");
        try {
            int reached = pool.join(addresses, ignoreOld).join();
            LOG.atInfo()
                    .addKeyValue("pool", label)
                    .addKeyValue("agents", reached)
                    .log("Join completed. Synced with initial agents");
        } catch (CompletionException e) {
            String reason = reason(e);
            String advice = Advice.on(reason);
            throw new JoinException(advice == null ? reason : reason.strip() + "\n" + advice, e);
        }
    }

    /// Joins in the background until it works.
    ///
    /// @param exhausted told when it was tried often enough, with a line for people
    public void untilItWorks(List<String> addresses, Retries retries, Consumer<String> exhausted) {
        if (!addresses.isEmpty()) {
            LOG.atInfo()
                    .addKeyValue("cluster", label)
                    .addKeyValue("addresses", addresses)
                    .log("Joining cluster...");
            attempt(addresses, retries, 1, exhausted);
        }
    }

    private void attempt(List<String> addresses, Retries retries, int number, Consumer<String> exhausted) {
        var _ = pool.join(addresses, true).whenComplete((reached, failure) -> {
            if (failure == null) {
                LOG.atInfo()
                        .addKeyValue("cluster", label)
                        .addKeyValue("num_agents", reached)
                        .log("Join cluster completed. Synced with initial agents");
            } else {
                missed(addresses, retries, number, exhausted, failure);
            }
        });
    }

    private synchronized void missed(
            List<String> addresses, Retries retries, int number, Consumer<String> exhausted, Throwable failure) {
        if (closed) {
            return;
        }
        if (retries.most() > 0 && number > retries.most()) {
            exhausted.accept("agent: max join " + label + " retry exhausted, exiting");
            return;
        }
        String reason = reason(failure);
        String advice = Advice.on(reason);
        LoggingEventBuilder line = LOG.atWarn()
                .addKeyValue("cluster", label)
                .addKeyValue("retry_interval", retries.interval())
                .addKeyValue("error", reason);
        (advice == null ? line : line.addKeyValue("advice", advice)).log("Join cluster failed, will retry");
        next = scheduler.after(retries.interval(), () -> attempt(addresses, retries, number + 1, exhausted));
    }

    /// What stands behind a future's failure.
    static String reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return String.valueOf((cause == null ? failure : cause).getMessage());
    }

    @Override
    public synchronized void close() {
        closed = true;
        next.cancel();
    }
}
