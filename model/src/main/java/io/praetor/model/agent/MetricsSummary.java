package io.praetor.model.agent;

import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The figures of one interval (`GET /v1/agent/metrics`). Lists are sorted by name, then by labels.
///
/// @param timestamp when the interval began: `2026-11-27 03:30:10 +0000 UTC`
/// @param points single values in the order they came; nothing makes any
/// @param counters `sum` is how much was counted, `count` in how many steps
/// @param samples durations, in milliseconds
public record MetricsSummary(
        String timestamp,
        List<GaugeValue> gauges,
        List<PointValue> points,
        List<Sampled> counters,
        List<Sampled> samples) {
    /// How it travels.
    public static final StructCodec<MetricsSummary> CODEC = StructCodec.<MetricsSummary>of("MetricsSummary")
            .field("Timestamp", Codecs.TEXT, MetricsSummary::timestamp)
            .field("Gauges", Codecs.list(GaugeValue.CODEC), MetricsSummary::gauges)
            .field("Points", Codecs.list(PointValue.CODEC), MetricsSummary::points)
            .field("Counters", Codecs.list(Sampled.CODEC), MetricsSummary::counters)
            .field("Samples", Codecs.list(Sampled.CODEC), MetricsSummary::samples)
            .build(v -> new MetricsSummary(v.next(), list(v.next()), list(v.next()), list(v.next()), list(v.next())));

    /// Copies the lists.
    public MetricsSummary {
        gauges = List.copyOf(gauges);
        points = List.copyOf(points);
        counters = List.copyOf(counters);
        samples = List.copyOf(samples);
    }

    private static <T> List<T> list(@Nullable List<T> given) {
        return given == null ? List.of() : given;
    }

    /// What something was at the end of the interval.
    public record GaugeValue(
            String name, double value, @Nullable Map<String, String> labels) {
        /// How it travels.
        public static final StructCodec<GaugeValue> CODEC = StructCodec.<GaugeValue>of("GaugeValue")
                .field("Name", Codecs.TEXT, GaugeValue::name)
                .field("Value", Codecs.REAL, GaugeValue::value)
                .field("Labels", Codecs.TEXT_MAP, GaugeValue::labels)
                .build(v -> new GaugeValue(v.next(), v.next(), v.next()));
    }

    /// Values without a unit of their own.
    public record PointValue(String name, @Nullable List<Double> points) {
        private static final Codec<@Nullable List<Double>> REALS = Codecs.list(Codecs.REAL);

        /// How it travels.
        public static final StructCodec<PointValue> CODEC = StructCodec.<PointValue>of("PointValue")
                .field("Name", Codecs.TEXT, PointValue::name)
                .field("Points", REALS, PointValue::points)
                .build(v -> new PointValue(v.next(), v.next()));
    }

    /// What was seen of something during the interval.
    ///
    /// @param rate `sum` a second
    /// @param stddev of the sample; 0 for fewer than two
    public record Sampled(
            String name,
            long count,
            double rate,
            double sum,
            double min,
            double max,
            double mean,
            double stddev,
            @Nullable Map<String, String> labels) {
        /// How it travels.
        public static final StructCodec<Sampled> CODEC = StructCodec.<Sampled>of("SampledValue")
                .field("Name", Codecs.TEXT, Sampled::name)
                .field("Count", Codecs.INT64, Sampled::count)
                .field("Rate", Codecs.REAL, Sampled::rate)
                .field("Sum", Codecs.REAL, Sampled::sum)
                .field("Min", Codecs.REAL, Sampled::min)
                .field("Max", Codecs.REAL, Sampled::max)
                .field("Mean", Codecs.REAL, Sampled::mean)
                .field("Stddev", Codecs.REAL, Sampled::stddev)
                .field("Labels", Codecs.TEXT_MAP, Sampled::labels)
                .build(v -> new Sampled(
                        v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
    }
}
