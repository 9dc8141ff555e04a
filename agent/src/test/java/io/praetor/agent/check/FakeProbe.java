package io.praetor.agent.check;

import io.praetor.agent.check.probe.Finding;
import io.praetor.agent.check.probe.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Looks at what a test tells it.
final class FakeProbe implements Probe {
    final List<Look> looks = new ArrayList<>();
    private final Duration timeout;
    private final Kind kind;

    FakeProbe(Duration timeout, Kind kind) {
        this.timeout = timeout;
        this.kind = kind;
    }

    static final class Look implements Attempt {
        private final Consumer<Finding> done;
        boolean expired;
        boolean cancelled;

        Look(Consumer<Finding> done) {
            this.done = done;
        }

        void find(String status, String output) {
            done.accept(new Finding(status, output, false));
        }

        @Override
        public void expire() {
            expired = true;
            done.accept(new Finding("critical", "too late", true));
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    Look last() {
        return looks.getLast();
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public Duration timeout() {
        return timeout;
    }

    @Override
    public Attempt begin(Consumer<Finding> done) {
        Look look = new Look(done);
        looks.add(look);
        return look;
    }
}
