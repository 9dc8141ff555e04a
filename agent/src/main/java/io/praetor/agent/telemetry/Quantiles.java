package io.praetor.agent.telemetry;

/// How values are spread, to about 3 in 100: every power of two is cut into sixteen buckets. Values are milliseconds;
/// 2⁻²⁰ (a nanosecond) is the smallest that is told apart, 2²³ (more than two hours) the largest. Not thread-safe.
final class Quantiles {
    private static final int PER_OCTAVE = 16;
    private static final int LOWEST_EXPONENT = -20;
    private static final int OCTAVES = 43;

    private final int[] buckets = new int[OCTAVES * PER_OCTAVE];
    private long total;

    void add(double value) {
        buckets[bucket(value)]++;
        total++;
    }

    void add(Quantiles other) {
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] += other.buckets[i];
        }
        total += other.total;
    }

    void clear() {
        if (total > 0) {
            java.util.Arrays.fill(buckets, 0);
            total = 0;
        }
    }

    /// The value at a rank, never outside of what was seen; NaN when nothing was.
    double at(double part, double min, double max) {
        if (total == 0) {
            return Double.NaN;
        }
        long rank = Math.max(1, (long) Math.ceil(part * total));
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += buckets[i];
            if (seen >= rank) {
                return Math.clamp(middle(i), min, max);
            }
        }
        return max;
    }

    private static int bucket(double value) {
        if (!(value > 0)) {
            return 0;
        }
        int exponent = Math.getExponent(value);
        double mantissa = Math.scalb(value, -exponent);
        int index = (exponent - LOWEST_EXPONENT) * PER_OCTAVE + (int) ((mantissa - 1) * PER_OCTAVE);
        return Math.clamp(index, 0, OCTAVES * PER_OCTAVE - 1);
    }

    private static double middle(int bucket) {
        double mantissa = 1 + (bucket % PER_OCTAVE + 0.5) / PER_OCTAVE;
        return Math.scalb(mantissa, bucket / PER_OCTAVE + LOWEST_EXPONENT);
    }
}
