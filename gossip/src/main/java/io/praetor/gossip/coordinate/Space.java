package io.praetor.gossip.coordinate;

import java.util.random.RandomGenerator;

/// The space that coordinates live in: eight Euclidean dimensions and a height, distances in seconds
/// (`gossip-serf.md` §10, definitions). The order of the operations is part of the contract: it decides the last bit.
final class Space {

    /// How many axes there are.
    static final int DIMENSIONS = 8;

    /// The lowest height, in seconds.
    static final double HEIGHT_MIN = 10e-6;

    /// Below this, in seconds, two points are at the same place.
    static final double ZERO_THRESHOLD = 1e-6;

    private static final double NANOS = 1e9;

    private Space() {}

    /// A point: where, how high above the plane, and by how much its distances are to be corrected.
    static final class Point {
        private final double[] vec;
        private final double adjustment;
        private final double height;

        Point(double[] vec, double adjustment, double height) {
            this.vec = vec;
            this.adjustment = adjustment;
            this.height = height;
        }

        double[] vec() {
            return vec;
        }

        double adjustment() {
            return adjustment;
        }

        double height() {
            return height;
        }
    }

    /// The distance without adjustments, in seconds.
    static double raw(Point a, Point b) {
        return magnitude(minus(a.vec, b.vec)) + a.height + b.height;
    }

    /// The distance, in seconds, cut to whole nanoseconds.
    static double distance(Point a, Point b) {
        double raw = raw(a, b);
        double adjusted = raw + a.adjustment + b.adjustment;
        return wholeNanos(adjusted > 0 ? adjusted : raw);
    }

    private static double wholeNanos(double seconds) {
        long nanos = (long) (seconds * NANOS);
        long whole = nanos / 1_000_000_000;
        return whole + (nanos % 1_000_000_000) / NANOS;
    }

    /// The point pushed by a force away from another (towards it, when the force is negative).
    static Point push(Point from, double force, Point other, RandomGenerator random) {
        double[] away = minus(from.vec, other.vec);
        double apart = magnitude(away);
        if (apart <= ZERO_THRESHOLD) {
            return new Point(plus(from.vec, times(anyDirection(random), force)), from.adjustment, from.height);
        }
        double[] vec = plus(from.vec, times(times(away, 1 / apart), force));
        double height = Math.max((from.height + other.height) * force / apart + from.height, HEIGHT_MIN);
        return new Point(vec, from.adjustment, height);
    }

    /// Two at the same place must part somehow.
    private static double[] anyDirection(RandomGenerator random) {
        double[] direction = new double[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            direction[i] = random.nextDouble() - 0.5;
        }
        double length = magnitude(direction);
        if (length > ZERO_THRESHOLD) {
            return times(direction, 1 / length);
        }
        double[] axis = new double[DIMENSIONS];
        axis[0] = 1;
        return axis;
    }

    private static double magnitude(double[] vec) {
        double squares = 0;
        for (double x : vec) {
            squares += x * x;
        }
        return Math.sqrt(squares);
    }

    private static double[] plus(double[] a, double[] b) {
        double[] sum = new double[a.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a[i] + b[i];
        }
        return sum;
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    private static double[] times(double[] vec, double factor) {
        double[] product = new double[vec.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = vec[i] * factor;
        }
        return product;
    }
}
