package io.praetor.model.coordinate;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A place in the network whose distances estimate round-trip times.
///
/// @param vec seconds in each of 8 dimensions
/// @param error how far off it may be, without unit
/// @param adjustment seconds
/// @param height seconds; the way from the access link to the core
public record Coordinate(@Nullable List<Double> vec, double error, double adjustment, double height) {

    /// How it travels.
    public static final StructCodec<Coordinate> CODEC = StructCodec.<Coordinate>of("Coordinate")
            .field("Vec", Codecs.list(Codecs.REAL), Coordinate::vec)
            .field("Error", Codecs.REAL, Coordinate::error)
            .field("Adjustment", Codecs.REAL, Coordinate::adjustment)
            .field("Height", Codecs.REAL, Coordinate::height)
            .build(v -> new Coordinate(v.next(), v.next(), v.next(), v.next()));

    /// The estimated round-trip time to another place in seconds: Euclidean distance plus both heights, corrected by
    /// the
    /// adjustments unless that makes it negative. Infinite for places that cannot be compared.
    public double secondsTo(Coordinate other) {
        List<Double> from = vec == null ? List.of() : vec;
        List<Double> to = other.vec == null ? List.of() : other.vec;
        if (from.size() != to.size()) {
            return Double.POSITIVE_INFINITY;
        }
        double squares = 0;
        for (int i = 0; i < from.size(); i++) {
            double difference = from.get(i) - to.get(i);
            squares += difference * difference;
        }
        double raw = Math.sqrt(squares) + height + other.height;
        double adjusted = raw + adjustment + other.adjustment;
        double estimate = adjusted > 0 ? adjusted : raw;
        return Double.isNaN(estimate) ? Double.POSITIVE_INFINITY : estimate;
    }
}
