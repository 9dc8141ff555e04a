package io.praetor.gossip.coordinate;

import io.praetor.gossip.coordinate.Space.Point;
import io.praetor.model.GoDuration;
import io.praetor.model.coordinate.Coordinate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/// Where this member is in the network, learned from round trips to others whose places it is told
/// (`gossip-serf.md` §10; Dabek et al., *Vivaldi*, 2004; adjustments after Lee et al., *On Suitability of Euclidean
/// Embedding for Host-based Network Coordinate Systems*, 2010). Not thread-safe.
///
/// Every observation is a spring between the two places: this one moves by a part of the spring's error, a smaller part
/// the surer it is of itself and the less sure the other one is.
public final class Vivaldi {

    private static final double ERROR_MAX = 1.5;
    /// How fast the own error follows what is observed.
    private static final double CE = 0.25;
    /// How fast the place does.
    private static final double CC = 0.25;

    private static final int ADJUSTMENT_WINDOW = 20;
    /// Gravity keeps everybody from drifting away together: negligible near the origin, strong beyond 150 s.
    private static final double GRAVITY_RHO = 150;

    private static final Duration LONGEST_RTT = Duration.ofSeconds(10);
    private static final double NANOS = 1e9;

    private final RandomGenerator random;
    private final Point origin = start();
    private final LatencyFilter latencies = new LatencyFilter();
    private final double[] adjustments = new double[ADJUSTMENT_WINDOW];
    private int adjustmentAt;

    private Point self = start();
    private double error = ERROR_MAX;
    private long resets;

    /// @param random where two at the same place go
    public Vivaldi(RandomGenerator random) {
        this.random = random;
    }

    private static Point start() {
        return new Point(new double[Space.DIMENSIONS], 0, Space.HEIGHT_MIN);
    }

    /// Where this member is.
    public Coordinate coordinate() {
        return new Coordinate(boxed(self.vec()), error, self.adjustment(), self.height());
    }

    /// Puts this member somewhere.
    ///
    /// @throws IllegalArgumentException for a place that cannot be
    public void set(Coordinate coordinate) {
        check(coordinate);
        self = point(coordinate);
        error = coordinate.error();
    }

    /// How often the place had to be forgotten because the arithmetic ran out of range.
    public long resets() {
        return resets;
    }

    /// Forgets the round trips to a peer that is gone.
    public void forget(String peer) {
        latencies.forget(peer);
    }

    /// Learns from one round trip.
    ///
    /// @throws IllegalArgumentException with a line for people: a place that cannot be, or a round trip that cannot
    public void update(String peer, Coordinate other, Duration rtt) {
        check(other);
        if (rtt.isNegative() || rtt.compareTo(LONGEST_RTT) > 0) {
            throw new IllegalArgumentException("round trip time not in valid range, duration "
                    + GoDuration.format(rtt.toNanos()) + " is not a positive value less than "
                    + GoDuration.format(LONGEST_RTT.toNanos()));
        }
        double seconds = latencies.add(peer, rtt.toNanos() / NANOS);
        Point there = point(other);
        follow(there, other.error(), seconds);
        adjust(there, seconds);
        gravitate();
        if (!isValid()) {
            resets++;
            self = start();
            error = ERROR_MAX;
        }
    }

    private void follow(Point there, double otherError, double seconds) {
        double distance = Space.distance(self, there);
        double rtt = Math.max(seconds, Space.ZERO_THRESHOLD);
        double wrongness = Math.abs(distance - rtt) / rtt;
        double total = Math.max(error + otherError, Space.ZERO_THRESHOLD);
        double weight = error / total;
        error = Math.min(CE * weight * wrongness + error * (1 - CE * weight), ERROR_MAX);
        self = Space.push(self, CC * weight * (rtt - distance), there, random);
    }

    /// What the springs cannot express, such as a slow machine, is averaged over the last observations.
    private void adjust(Point there, double seconds) {
        adjustments[adjustmentAt] = seconds - Space.raw(self, there);
        adjustmentAt = (adjustmentAt + 1) % ADJUSTMENT_WINDOW;
        double sum = 0;
        for (double sample : adjustments) {
            sum += sample;
        }
        self = new Point(self.vec(), sum / (2.0 * ADJUSTMENT_WINDOW), self.height());
    }

    private void gravitate() {
        double distance = Space.distance(origin, self);
        double ratio = distance / GRAVITY_RHO;
        self = Space.push(self, -1 * ratio * ratio, origin, random);
    }

    private boolean isValid() {
        boolean valid = Double.isFinite(error) && Double.isFinite(self.adjustment()) && Double.isFinite(self.height());
        for (double x : self.vec()) {
            valid &= Double.isFinite(x);
        }
        return valid;
    }

    private static void check(Coordinate coordinate) {
        List<Double> vec = coordinate.vec();
        if (vec == null || vec.size() != Space.DIMENSIONS) {
            throw new IllegalArgumentException("dimensions aren't compatible");
        }
        boolean valid = Double.isFinite(coordinate.error())
                && Double.isFinite(coordinate.adjustment())
                && Double.isFinite(coordinate.height());
        for (double x : vec) {
            valid &= Double.isFinite(x);
        }
        if (!valid) {
            throw new IllegalArgumentException("coordinate is invalid");
        }
    }

    private static Point point(Coordinate coordinate) {
        List<Double> boxed = coordinate.vec() == null ? List.of() : coordinate.vec();
        double[] vec = new double[boxed.size()];
        for (int i = 0; i < vec.length; i++) {
            vec[i] = boxed.get(i);
        }
        return new Point(vec, coordinate.adjustment(), coordinate.height());
    }

    private static List<Double> boxed(double[] vec) {
        List<Double> boxed = new ArrayList<>(vec.length);
        for (double x : vec) {
            boxed.add(x);
        }
        return Collections.unmodifiableList(boxed);
    }
}
