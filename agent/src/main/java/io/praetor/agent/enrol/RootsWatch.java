package io.praetor.agent.enrol;

import io.praetor.model.connect.CaRoots;
import io.praetor.server.Cancellable;
import io.praetor.server.Scheduler;
import io.praetor.server.query.Answer;
import io.praetor.server.query.CaRootsGet;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.Queries;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Tells of the mesh's roots and each change of them.
public final class RootsWatch implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Queries queries;
    private final Scheduler scheduler;
    private final Consumer<CaRoots> listener;
    private final Backoff backoff;
    private Cancellable pending = Cancellable.NONE;
    private boolean closed;

    public RootsWatch(Queries queries, Scheduler scheduler, RandomGenerator random, Consumer<CaRoots> listener) {
        this.queries = queries;
        this.scheduler = scheduler;
        this.listener = listener;
        backoff = new Backoff(random);
    }

    /// Begins.
    public void start() {
        ask(0);
    }

    /// @param index of what is known; 0: nothing is
    private void ask(long index) {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        ReadOptions options = new ReadOptions(null, Consistency.STALE, index, LONGEST, "", Duration.ZERO);
        queries.read(new CaRootsGet(), options, new ReadCallback<CaRoots>() {
            @Override
            public void answered(Answer<CaRoots> answer) {
                backoff.reset();
                listener.accept(answer.value());
                // what went back is asked for anew; nobody waits on nothing
                if (answer.index() == 0 || answer.index() < index) {
                    later();
                } else {
                    ask(answer.index());
                }
            }

            @Override
            public void failed(Throwable cause) {
                later();
            }
        });
    }

    private synchronized void later() {
        if (!closed) {
            pending = scheduler.after(backoff.next(), () -> ask(0));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        pending.cancel();
    }
}
