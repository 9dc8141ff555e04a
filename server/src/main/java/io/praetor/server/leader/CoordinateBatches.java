package io.praetor.server.leader;

import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.server.Cancellable;
import io.praetor.server.Scheduler;
import io.praetor.server.fsm.Commands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Collects what agents say about where their nodes are and writes it in batches, for it comes often and matters little
/// (`server.md` §8). Of several updates of one node the last is kept.
public final class CoordinateBatches implements Duty {
    private static final Logger LOG = LoggerFactory.getLogger(CoordinateBatches.class);

    /// Batches written at once.
    private static final int MAX_BATCHES = 5;

    private static final int MAX_PENDING = MAX_BATCHES * Commands.MAX_COORDINATES;

    private final Writes writes;
    private final Scheduler scheduler;
    private final Executor executor;
    private final Duration period;
    /// By node and segment; guarded by this, like all below.
    private final Map<Place, NodeCoordinate> pending = new LinkedHashMap<>();

    private boolean active;
    private int dropped;
    private Cancellable timer = Cancellable.NONE;

    private record Place(String node, String segment) {}

    /// @param period between writes
    public CoordinateBatches(Writes writes, Scheduler scheduler, Executor executor, Duration period) {
        this.writes = writes;
        this.scheduler = scheduler;
        this.executor = executor;
        this.period = period;
    }

    /// Takes an update, to be written with the next batch.
    public synchronized void add(NodeCoordinate coordinate) {
        Place place = new Place(coordinate.node(), coordinate.segment());
        if (pending.size() >= MAX_PENDING && !pending.containsKey(place)) {
            dropped++;
            return;
        }
        pending.put(place, coordinate);
        arm();
    }

    @Override
    public synchronized void begin() {
        active = true;
        arm();
    }

    @Override
    public synchronized void end() {
        active = false;
        timer.cancel();
        timer = Cancellable.NONE;
        pending.clear();
        dropped = 0;
    }

    /// There is no timer while there is nothing to write.
    private void arm() {
        if (active && !pending.isEmpty() && timer.equals(Cancellable.NONE)) {
            timer = scheduler.after(period, () -> executor.execute(this::flush));
        }
    }

    private void flush() {
        List<NodeCoordinate> all;
        int lost;
        synchronized (this) {
            timer = Cancellable.NONE;
            if (!active) {
                return;
            }
            all = new ArrayList<>(pending.values());
            pending.clear();
            lost = dropped;
            dropped = 0;
        }
        if (lost > 0) {
            LOG.warn("discarded coordinate updates: count={}", lost);
        }
        for (int from = 0; from < all.size(); from += Commands.MAX_COORDINATES) {
            List<NodeCoordinate> batch = all.subList(from, Math.min(all.size(), from + Commands.MAX_COORDINATES));
            var _ = writes.propose(Commands.coordinates(batch)).whenComplete((_, failure) -> {
                if (failure != null) {
                    LOG.warn("failed to write coordinates: count={}", batch.size(), failure);
                }
            });
        }
    }
}
