package io.praetor.server.leader;

import io.praetor.model.kv.TombstoneRequest;
import io.praetor.model.log.CommandType;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.model.telemetry.Timer;
import io.praetor.server.Cancellable;
import io.praetor.server.Meter;
import io.praetor.server.Scheduler;
import io.praetor.server.Ticker;
import io.praetor.server.fsm.Commands;
import io.praetor.server.state.StateListener;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets tombstones of deleted keys go when everybody has had time to see the deletion (`state-and-index.md` §8).
/// Deletions of half a minute share one timer.
public final class TombstoneReaper implements Duty, StateListener {
    private static final Logger LOG = LoggerFactory.getLogger(TombstoneReaper.class);

    /// How long a tombstone stays at least.
    public static final Duration TTL = Duration.ofMinutes(15);

    /// How finely time is cut.
    public static final Duration GRANULARITY = Duration.ofSeconds(30);

    private final Writes writes;
    private final Scheduler scheduler;
    private final Executor executor;
    private final Ticker ticker;
    private final LongSupplier lastIndex;
    private final String datacenter;
    private final Meter meter;
    private final Timer reaped;
    /// By the number of the half minute in which they are due; guarded by this, like `active`.
    private final Map<Long, Bin> bins = new HashMap<>();

    private boolean active;

    private static final class Bin {
        private long index;
        private Cancellable timer = Cancellable.NONE;
    }

    /// @param lastIndex the index of the last command applied
    public TombstoneReaper(
            Writes writes,
            Scheduler scheduler,
            Executor executor,
            Ticker ticker,
            LongSupplier lastIndex,
            String datacenter,
            Telemetry telemetry) {
        this.writes = writes;
        this.scheduler = scheduler;
        this.executor = executor;
        this.ticker = ticker;
        this.lastIndex = lastIndex;
        this.datacenter = datacenter;
        this.meter = new Meter(telemetry, ticker);
        this.reaped = telemetry.timer("leader.reapTombstones");
    }

    @Override
    public synchronized void begin() {
        active = true;
        // those that former leaders left behind
        tombstonesAdded(lastIndex.getAsLong());
    }

    @Override
    public synchronized void end() {
        active = false;
        bins.values().forEach(bin -> bin.timer.cancel());
        bins.clear();
    }

    @Override
    public synchronized void tombstonesAdded(long index) {
        if (!active) {
            return;
        }
        long now = ticker.nanos();
        long due = Math.ceilDiv(now + TTL.toNanos(), GRANULARITY.toNanos());
        Bin bin = bins.get(due);
        if (bin == null) {
            bin = new Bin();
            bins.put(due, bin);
            Duration delay = Duration.ofNanos(due * GRANULARITY.toNanos() - now);
            bin.timer = scheduler.after(delay, () -> executor.execute(() -> reap(due)));
        }
        bin.index = Math.max(bin.index, index);
    }

    private void reap(long due) {
        Bin bin;
        synchronized (this) {
            bin = bins.remove(due);
            if (bin == null || !active) {
                return;
            }
        }
        TombstoneRequest request = new TombstoneRequest(datacenter, TombstoneRequest.REAP, bin.index, "");
        CompletableFuture<@Nullable Object> done =
                writes.propose(Commands.encode(CommandType.TOMBSTONE, TombstoneRequest.CODEC, request));
        meter.follow(reaped, done);
        var _ = done.whenComplete((_, failure) -> {
            if (failure != null) {
                // the next reaping has a larger index and takes these along
                LOG.warn("failed to reap tombstones: index={}", bin.index, failure);
            }
        });
    }
}
