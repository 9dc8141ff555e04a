package io.praetor.agent.local;

import io.praetor.agent.check.CheckListener;
import java.time.Duration;
import java.time.InstantSource;

/// Takes what checks find into the local state, and lets the catalog know (`agent.md` §8).
public final class CheckResults implements CheckListener {
    private final LocalState state;
    private final CatalogSync sync;
    private final InstantSource clock;
    private final boolean defers;
    private volatile boolean discards;

    /// @param updateInterval how long a change of nothing but output may wait; zero: not at all
    /// @param discards       whether output is not kept at all
    public CheckResults(
            LocalState state, CatalogSync sync, InstantSource clock, Duration updateInterval, boolean discards) {
        this.state = state;
        this.sync = sync;
        this.clock = clock;
        this.defers = !updateInterval.isZero();
        this.discards = discards;
    }

    /// Whether output is not kept from now on.
    public void discardOutput(boolean now) {
        discards = now;
    }

    @Override
    public void checked(String checkId, String status, String output) {
        String kept = discards ? "" : output;
        switch (state.result(checkId, status, kept, clock.instant(), defers)) {
            case SAME -> {}
            case CHANGED -> sync.changed(checkId);
            case DEFERRED -> sync.deferred(checkId);
        }
    }
}
