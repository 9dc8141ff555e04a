package io.praetor.agent.telemetry;

import io.praetor.model.telemetry.Counter;
import io.praetor.model.telemetry.Gauge;
import io.praetor.model.telemetry.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// One figure at work: what its owner counts into, and what is known of it.
sealed interface Figure {
    Series series();

    /// Whether the filter lets it through; without, everything told to it is dropped.
    void allow(boolean allowed);

    boolean isAllowed();

    /// What is added up: a counter or a timer. `last` and the sums belong to the collector.
    abstract sealed class Summed implements Figure permits Count, Timing {
        final Series series;
        final Tally tally;
        private volatile boolean allowed = true;
        private long count;
        private double sum;
        private Aggregate last = new Aggregate();
        /// When something was last seen of it, by the number of the interval.
        private long seen;

        Summed(Series series, boolean ranked, long interval) {
            this.series = series;
            this.tally = new Tally(ranked);
            this.seen = interval;
        }

        @Override
        public final Series series() {
            return series;
        }

        @Override
        public final void allow(boolean isAllowed) {
            allowed = isAllowed;
        }

        @Override
        public final boolean isAllowed() {
            return allowed;
        }

        /// Ends an interval.
        final synchronized Aggregate roll(long interval) {
            Aggregate taken = tally.take();
            count += taken.count();
            sum += taken.sum();
            last = taken;
            if (taken.count() > 0) {
                seen = interval;
            }
            return taken;
        }

        /// All there ever was, and the quantiles of this interval and the one before.
        final synchronized Totals totals(long interval) {
            Aggregate present = tally.peek();
            Aggregate recent = new Aggregate();
            recent.add(last);
            recent.add(present);
            long lastSeen = present.count() > 0 ? interval : seen;
            return new Totals(count + present.count(), sum + present.sum(), recent, lastSeen);
        }
    }

    /// @param recent what the quantiles are of
    /// @param seen   the number of the interval in which it last moved
    record Totals(long count, double sum, Aggregate recent, long seen) {}

    /// A counter.
    final class Count extends Summed implements Counter {
        Count(Series series, long interval) {
            super(series, false, interval);
        }

        @Override
        public void add(long count) {
            if (isAllowed()) {
                tally.add((double) count);
            }
        }
    }

    /// A timer; keeps milliseconds.
    final class Timing extends Summed implements Timer {
        private static final double NANOS_A_MILLI = 1e6;
        private final @Nullable PushQueue queue;

        /// @param queue where single values go; null when nobody wants them
        Timing(Series series, boolean ranked, @Nullable PushQueue queue, long interval) {
            super(series, ranked, interval);
            this.queue = queue;
        }

        @Override
        public void record(long nanos) {
            if (isAllowed()) {
                double millis = nanos / NANOS_A_MILLI;
                tally.add(millis);
                if (queue != null) {
                    queue.offer(this, millis);
                }
            }
        }
    }

    /// A gauge: set, or asked for. Of several suppliers of one gauge the newest counts.
    final class Level implements Figure, Gauge {
        private final Series series;
        private volatile boolean allowed = true;
        private volatile double value = Double.NaN;
        private volatile @Nullable DoubleSupplier supplier;

        Level(Series series) {
            this.series = series;
        }

        @Override
        public Series series() {
            return series;
        }

        @Override
        public void allow(boolean isAllowed) {
            allowed = isAllowed;
        }

        @Override
        public boolean isAllowed() {
            return allowed;
        }

        @Override
        public void set(double now) {
            value = now;
        }

        void askFrom(DoubleSupplier source) {
            supplier = source;
        }

        /// What it is now; NaN while nobody has said.
        double value() {
            DoubleSupplier asked = supplier;
            return asked == null ? value : asked.getAsDouble();
        }
    }

    /// Those of one kind that the filter lets through.
    static <F extends Figure> List<F> allowed(Iterable<F> figures) {
        List<F> found = new ArrayList<>();
        for (F figure : figures) {
            if (figure.isAllowed()) {
                found.add(figure);
            }
        }
        return found;
    }
}
