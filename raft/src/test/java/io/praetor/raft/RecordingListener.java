package io.praetor.raft;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Remembers what it was told.
final class RecordingListener implements LeadershipListener {

    private final List<String> events = new CopyOnWriteArrayList<>();

    @Override
    public void leadershipGained(long term) {
        events.add("gained " + term);
    }

    @Override
    public void leadershipLost(long term) {
        events.add("lost " + term);
    }

    @Override
    public void failed(Throwable cause) {
        events.add("failed " + cause.getMessage());
    }

    List<String> events() {
        return events;
    }
}
