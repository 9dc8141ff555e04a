package io.praetor.agent.check.probe;

import io.praetor.agent.check.Types;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Looks at real things and waits for what is found.
final class Looking implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    final Probes probes;

    Looking() {
        this(new ProbeSettings(() -> AgentTls.NONE, "", System.getenv("PATH")));
    }

    Looking(ProbeSettings settings) {
        probes = new Probes(settings);
    }

    /// A look under way.
    record Look(Probe.Attempt attempt, BlockingQueue<Finding> found) {
        Finding await() throws InterruptedException {
            Finding finding = found.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (finding == null) {
                throw new AssertionError("nothing was found in a minute");
            }
            return finding;
        }
    }

    Look begin(String type) {
        return begin(type, 4096);
    }

    Look begin(String type, int limit) {
        Probe probe = probes.of(Types.of(type), limit);
        if (probe == null) {
            throw new AssertionError("no probe for " + type);
        }
        BlockingQueue<Finding> found = new ArrayBlockingQueue<>(8);
        return new Look(probe.begin(found::add), found);
    }

    Finding at(String type) throws InterruptedException {
        return begin(type).await();
    }

    @Override
    public void close() {
        probes.close();
    }
}
