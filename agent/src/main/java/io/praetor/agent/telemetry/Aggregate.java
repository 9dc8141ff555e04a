package io.praetor.agent.telemetry;

import org.jspecify.annotations.Nullable;

/// What was seen of one figure during some time. Not thread-safe.
final class Aggregate {
    private long count;
    private double sum;
    private double squares;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private @Nullable Quantiles quantiles;

    /// Adds one value.
    void add(double value) {
        count++;
        sum += value;
        squares += value * value;
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    /// Adds one value and remembers where it lies.
    void addRanked(double value) {
        add(value);
        Quantiles known = quantiles;
        if (known == null) {
            known = new Quantiles();
            quantiles = known;
        }
        known.add(value);
    }

    /// Adds what another one has seen.
    void add(Aggregate other) {
        if (other.count == 0) {
            return;
        }
        count += other.count;
        sum += other.sum;
        squares += other.squares;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        Quantiles theirs = other.quantiles;
        if (theirs != null) {
            Quantiles known = quantiles;
            if (known == null) {
                known = new Quantiles();
                quantiles = known;
            }
            known.add(theirs);
        }
    }

    /// Forgets everything.
    void clear() {
        count = 0;
        sum = 0;
        squares = 0;
        min = Double.POSITIVE_INFINITY;
        max = Double.NEGATIVE_INFINITY;
        if (quantiles != null) {
            quantiles.clear();
        }
    }

    long count() {
        return count;
    }

    double sum() {
        return sum;
    }

    double min() {
        return count == 0 ? 0 : min;
    }

    double max() {
        return count == 0 ? 0 : max;
    }

    double mean() {
        return count == 0 ? 0 : sum / count;
    }

    /// The standard deviation of the sample; 0 for fewer than two values.
    double deviation() {
        if (count < 2) {
            return 0;
        }
        double variance = (count * squares - sum * sum) / ((double) count * (count - 1));
        return Math.sqrt(Math.max(0, variance));
    }

    /// The value below which this part of all values lies; NaN when there are none.
    double quantile(double part) {
        return quantiles == null ? Double.NaN : quantiles.at(part, min(), max());
    }
}
