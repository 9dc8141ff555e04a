package io.praetor.gossip.serf;

import io.praetor.gossip.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What happened since the snapshot file was written last. Only the last news of each member count, so that a disk that
/// stands still costs no more memory than there are members. Added to on the loop, taken where files are written.
final class SnapshotNews {

    /// News taken out to be written.
    ///
    /// @param nodes      where those who are alive are; null for those who are not any more
    /// @param clock      null: nothing new; so the other clocks
    /// @param leave      whether this member leaves
    record Batch(
            Map<String, @Nullable Endpoint> nodes,
            @Nullable Long clock,
            @Nullable Long eventClock,
            @Nullable Long queryClock,
            boolean leave) {

        boolean isEmpty() {
            return nodes.isEmpty() && clock == null && eventClock == null && queryClock == null && !leave;
        }
    }

    private Map<String, @Nullable Endpoint> nodes = new LinkedHashMap<>();
    private @Nullable Long clock;
    private @Nullable Long eventClock;
    private @Nullable Long queryClock;
    private boolean leave;

    /// @param endpoint null: not alive any more
    synchronized void node(String name, @Nullable Endpoint endpoint) {
        nodes.remove(name);
        nodes.put(name, endpoint);
    }

    synchronized void clock(long time) {
        clock = time;
    }

    synchronized void eventClock(long time) {
        eventClock = time;
    }

    synchronized void queryClock(long time) {
        queryClock = time;
    }

    synchronized void leave() {
        leave = true;
    }

    synchronized Batch take() {
        Batch batch = new Batch(nodes, clock, eventClock, queryClock, leave);
        nodes = new LinkedHashMap<>();
        clock = null;
        eventClock = null;
        queryClock = null;
        leave = false;
        return batch;
    }
}
