package io.praetor.agent.local;

import io.praetor.agent.check.CheckListener;
import io.praetor.agent.check.Checks;
import io.praetor.agent.check.TtlState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Checks that find what a test says.
public final class FakeChecks implements Checks {
    final Map<String, Spec> running = new TreeMap<>();
    final List<String> restored = new ArrayList<>();
    final Map<String, Integer> starts = new HashMap<>();
    private final CheckListener listener;
    private final InstantSource clock;

    public FakeChecks(CheckListener listener, InstantSource clock) {
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public void start(Spec spec) {
        running.put(spec.checkId(), spec);
        starts.merge(spec.checkId(), 1, Integer::sum);
    }

    @Override
    public void stop(String checkId) {
        running.remove(checkId);
    }

    /// Finds something.
    public void find(String checkId, String status, String output) {
        listener.checked(checkId, status, output);
    }

    @Override
    public @Nullable TtlState updateTtl(String checkId, String status, String output) {
        Spec spec = running.get(checkId);
        if (spec == null || spec.type().ttl() == 0) {
            return null;
        }
        listener.checked(checkId, status, output);
        return new TtlState(
                status,
                output,
                clock.instant().plus(Duration.ofNanos(spec.type().ttl())));
    }

    @Override
    public void restoreTtl(String checkId, String output, Instant expires) {
        restored.add(checkId + " " + output);
    }

    @Override
    public Counts counts() {
        return new Counts(0, 0, running.size());
    }

    @Override
    public void close() {
        running.clear();
    }
}
