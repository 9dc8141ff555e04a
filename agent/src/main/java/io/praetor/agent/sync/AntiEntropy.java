package io.praetor.agent.sync;

import io.praetor.agent.local.CatalogSync;
import io.praetor.agent.local.LocalState;
import io.praetor.agent.local.ServiceEntry;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// When the catalog is told what (`agent.md` §8).
///
/// Full syncs compare everything and come at intervals that grow with the cluster, sooner when something hints that the
/// catalog may know less than it should. Changes are told at once, by whoever made them ([#settle]) or on another
/// thread
/// ([#changed]). A failure is left to the next full sync, which comes soon then.
public final class AntiEntropy implements CatalogSync, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AntiEntropy.class);

    /// Up to this size of a cluster intervals are as configured.
    private static final int SCALE_FROM_NODES = 128;

    /// How many services a full sync tells at a time.
    private static final int LANES = 16;

    private final LocalState state;
    private final Comparison comparison;
    private final Push push;
    private final Settings settings;
    private final IntSupplier clusterSize;
    private final Scheduler scheduler;
    private final Executor executor;
    private final RandomGenerator random;
    private final Object lock = new Object();

    /// Guarded by the lock, like everything below.
    private Cancellable fullTimer = Cancellable.NONE;

    private final Map<String, Cancellable> deferrals = new HashMap<>();
    private int paused;
    private boolean started;
    private boolean closed;
    /// Whether a full sync runs, and whether another was asked for meanwhile.
    private boolean running;

    private boolean again;
    /// Whether there was a hint while a full sync runs, which may have been past it: what follows is scheduled already.
    private boolean hinted;
    /// Whether a change failed while a full sync ran, which may have been past it.
    private boolean failedMeanwhile;
    /// Whether the next full sync is to repair a failure.
    private boolean repairing;

    /// @param interval       between full syncs, before it is scaled
    /// @param retry          after one that failed, before it is scaled
    /// @param hurry          up to which one waits that something asked for, before it is scaled
    /// @param updateInterval how long a check's output waits: half of it, and up to as much again
    public record Settings(Duration interval, Duration retry, Duration hurry, Duration updateInterval) {
        /// As the original.
        public static final Settings DEFAULT = new Settings(
                Duration.ofMinutes(1), Duration.ofSeconds(15), Duration.ofSeconds(3), Duration.ofMinutes(5));
    }

    /// What it works with.
    ///
    /// @param clusterSize how many agents there are
    /// @param executor    for what waits
    public record Surroundings(
            IntSupplier clusterSize, Scheduler scheduler, Executor executor, RandomGenerator random) {}

    public AntiEntropy(
            LocalState state,
            NodeCatalog catalog,
            Tokens tokens,
            Settings settings,
            Surroundings surroundings,
            Telemetry telemetry) {
        this.state = state;
        this.settings = settings;
        comparison = new Comparison(state, catalog, tokens);
        push = new Push(state, catalog, tokens, telemetry);
        clusterSize = surroundings.clusterSize();
        scheduler = surroundings.scheduler();
        executor = surroundings.executor();
        random = surroundings.random();
    }

    // ---- full syncs

    /// Begins with a full sync.
    public void start() {
        synchronized (lock) {
            started = true;
        }
        requestFull();
    }

    /// Something hints that the catalog may know less than it should: a server came up, a token was changed. A full
    /// sync follows shortly, at a random time so that not all agents come at once.
    public void hint() {
        synchronized (lock) {
            if (started && !closed) {
                hinted = running;
                scheduleFull(random(scaled(settings.hurry())));
            }
        }
    }

    private void scheduleFull(Duration delay) {
        fullTimer.cancel();
        fullTimer = scheduler.after(delay, this::requestFull);
    }

    private void requestFull() {
        synchronized (lock) {
            if (closed || paused > 0) {
                again = true; // at the end of the pause
                return;
            }
            if (running) {
                again = true;
                return;
            }
            running = true;
            hinted = false;
            repairing = false;
            again = false;
        }
        executor.execute(this::full);
    }

    private void full() {
        boolean done = attempt("sync with the catalog", () -> {
            comparison.run();
            pushAll();
        });
        synchronized (lock) {
            running = false;
            boolean agreed = done && !failedMeanwhile;
            failedMeanwhile = false;
            if (closed) {
                return;
            }
            if (!hinted) {
                Duration base = agreed ? settings.interval() : settings.retry();
                scheduleFull(base.plus(random(scaled(base))));
            }
            if (!again) {
                return;
            }
        }
        requestFull();
    }

    private void pushAll() {
        push.node();
        List<ServiceEntry> services = state.view().dirtyServices();
        // the catalog does not tell upper from lower case: what is to go must not take with it what is to come
        Map<Boolean, List<String>> byFate = services.stream()
                .collect(Collectors.partitioningBy(
                        ServiceEntry::deleted,
                        Collectors.mapping(entry -> entry.service().id(), Collectors.toList())));
        pushEach(byFate.getOrDefault(true, List.of()), push::service);
        pushEach(byFate.getOrDefault(false, List.of()), push::service);
        List<String> checks = state.view().dirtyChecks().stream()
                .map(entry -> entry.check().checkId())
                .toList();
        pushEach(checks, push::check);
    }

    /// Several at a time, for the catalog takes many almost as fast as one; the first failure ends it.
    private void pushEach(List<String> ids, Consumer<String> one) {
        Queue<String> left = new ConcurrentLinkedQueue<>(ids);
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        Runnable lane = () -> {
            for (String id = left.poll(); id != null && failure.get() == null; id = left.poll()) {
                try {
                    one.accept(id);
                } catch (RuntimeException e) {
                    failure.compareAndSet(null, e);
                }
            }
        };
        List<CompletableFuture<Void>> lanes = new ArrayList<>();
        for (int i = 0; i < Math.min(LANES, ids.size()); i++) {
            lanes.add(CompletableFuture.runAsync(lane, executor));
        }
        lanes.forEach(CompletableFuture::join);
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    /// How the interval grows with the cluster: 1 up to 128 nodes, then one more for each doubling.
    static int scale(int nodes) {
        if (nodes <= SCALE_FROM_NODES) {
            return 1;
        }
        double doublings = Math.log(nodes) / Math.log(2) - Math.log(SCALE_FROM_NODES) / Math.log(2);
        return (int) Math.ceil(doublings) + 1;
    }

    private Duration scaled(Duration duration) {
        return duration.multipliedBy(scale(clusterSize.getAsInt()));
    }

    private Duration random(Duration below) {
        return below.isZero() ? below : Duration.ofNanos(random.nextLong(below.toNanos()));
    }

    // ---- changes

    @Override
    public void settle(Collection<String> serviceIds, Collection<String> checkIds) {
        synchronized (lock) {
            if (closed || paused > 0) {
                return;
            }
        }
        boolean heard = attempt("sync changes", () -> {
            for (String id : serviceIds) {
                push.service(id);
            }
            for (String id : checkIds) {
                push.check(id);
            }
        });
        if (!heard) {
            repair();
        }
    }

    @Override
    public void changed(String checkId) {
        synchronized (lock) {
            if (closed || paused > 0 || !started) {
                return;
            }
        }
        executor.execute(() -> settle(Set.of(), Set.of(checkId)));
    }

    @Override
    public void deferred(String checkId) {
        Duration half = settings.updateInterval().dividedBy(2);
        synchronized (lock) {
            if (closed || deferrals.containsKey(checkId)) {
                return;
            }
            Duration delay = half.plus(random(settings.updateInterval()));
            deferrals.put(checkId, scheduler.after(delay, () -> executor.execute(() -> due(checkId))));
        }
    }

    private void due(String checkId) {
        synchronized (lock) {
            deferrals.remove(checkId);
        }
        if (state.undefer(checkId)) {
            settle(Set.of(), Set.of(checkId));
        }
    }

    /// @return whether it could be done
    private boolean attempt(String what, Runnable work) {
        try {
            work.run();
            return true;
        } catch (RequestFailure e) {
            LOG.atError().addKeyValue("error", e.text()).log("failed to " + what);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("failed to " + what);
        }
        return false;
    }

    /// The catalog did not hear of a change: a full sync repairs that. It is not put off by the next failure.
    private void repair() {
        synchronized (lock) {
            failedMeanwhile |= running;
            if (started && !closed && !running && !repairing) {
                repairing = true;
                scheduleFull(settings.retry().plus(random(scaled(settings.retry()))));
            }
        }
    }

    // ---- pauses

    @Override
    public void pause() {
        synchronized (lock) {
            paused++;
        }
    }

    @Override
    public void resume() {
        boolean full;
        synchronized (lock) {
            if (paused == 0) {
                throw new IllegalStateException("resumed without a pause");
            }
            paused--;
            if (paused > 0 || closed || !started) {
                return;
            }
            full = again && !running;
        }
        if (full) {
            requestFull();
        } else {
            executor.execute(() -> {
                if (!attempt("sync changes", this::pushAll)) {
                    repair();
                }
            });
        }
    }

    /// Which checks' output waits, for tests and curious people.
    Set<String> deferrals() {
        synchronized (lock) {
            return new LinkedHashSet<>(deferrals.keySet());
        }
    }

    /// Tells nothing any more.
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            fullTimer.cancel();
            deferrals.values().forEach(Cancellable::cancel);
            deferrals.clear();
        }
    }
}
