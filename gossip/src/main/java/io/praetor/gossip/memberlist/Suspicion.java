package io.praetor.gossip.memberlist;

import io.praetor.gossip.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/// A suspect's time to refute (Lifeguard, `gossip-memberlist.md` §8). It begins long, because one accuser may be the
/// one
/// that is slow, and shrinks towards the shortest with the logarithm of how many others accuse too.
final class Suspicion {

    private final Loop loop;
    private final Limits limits;
    private final long started;
    private final IntConsumer timedOut;
    private final List<String> accusers = new ArrayList<>(1);
    private Loop.Timer timer;

    /// How long a suspicion lasts.
    ///
    /// @param min           with all confirmations
    /// @param max           without any
    /// @param confirmations how many are expected; 0: the pool is too small, the shortest time holds
    record Limits(Duration min, Duration max, int confirmations) {

        /// What the size of a pool makes of the configuration.
        ///
        /// @param nodes how many are known, this member included
        static Limits of(MemberlistConfig config, int nodes) {
            double scale = Math.max(1, Math.log10(Math.max(1, nodes)));
            long thousandths = (long) (scale * 1000);
            Duration min = config.probeInterval()
                    .multipliedBy(config.suspicionMult())
                    .multipliedBy(thousandths)
                    .dividedBy(1000);
            int expected = config.suspicionMult() - 2;
            return new Limits(
                    min,
                    min.multipliedBy(config.suspicionMaxTimeoutMult()),
                    nodes - 2 < expected ? 0 : Math.max(0, expected));
        }

        /// The whole time after so many confirmations.
        Duration after(int confirmed) {
            if (confirmations < 1) {
                return min;
            }
            double share = Math.log(confirmed + 1.0) / Math.log(confirmations + 1.0);
            double seconds = seconds(max) - share * (seconds(max) - seconds(min));
            Duration timeout = Duration.ofMillis((long) Math.floor(seconds * 1000));
            return timeout.compareTo(min) < 0 ? min : timeout;
        }

        private static double seconds(Duration duration) {
            return duration.toNanos() / 1e9;
        }
    }

    /// @param from     who accuses
    /// @param timedOut told how many confirmations there were when the time is over
    Suspicion(String from, Limits limits, Loop loop, IntConsumer timedOut) {
        this.loop = loop;
        this.limits = limits;
        this.timedOut = timedOut;
        this.started = loop.nanoTime();
        accusers.add(from);
        this.timer = loop.schedule(limits.after(0), this::expire);
    }

    /// Somebody accuses.
    ///
    /// @return whether that is news: another one than before, and more were expected
    boolean confirm(String from) {
        if (confirmations() >= limits.confirmations() || accusers.contains(from)) {
            return false;
        }
        accusers.add(from);
        timer.cancel();
        Duration left = limits.after(confirmations()).minusNanos(loop.nanoTime() - started);
        timer = loop.schedule(left.isPositive() ? left : Duration.ZERO, this::expire);
        return true;
    }

    private int confirmations() {
        return accusers.size() - 1;
    }

    private void expire() {
        timedOut.accept(confirmations());
    }

    /// It was refuted, or does not matter any more.
    void cancel() {
        timer.cancel();
    }
}
