package io.praetor.server.testing;

import io.praetor.model.telemetry.Counter;
import io.praetor.model.telemetry.Gauge;
import io.praetor.model.telemetry.Label;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.model.telemetry.Timer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/// Adds up what it is told: counters by what they count, timers by how often.
public final class RecordedTelemetry implements Telemetry {
    private final Map<String, Long> told = new ConcurrentHashMap<>();
    private final Map<String, DoubleSupplier> polled = new ConcurrentHashMap<>();

    private static String key(String name, Label... labels) {
        StringBuilder key = new StringBuilder(name);
        for (Label label : labels) {
            key.append(';').append(label.name()).append('=').append(label.value());
        }
        return key.toString();
    }

    @Override
    public Counter counter(String name, Label... labels) {
        return count -> told.merge(key(name, labels), count, Long::sum);
    }

    @Override
    public Gauge gauge(String name, Label... labels) {
        return _ -> told.merge(key(name, labels), 1L, Long::sum);
    }

    @Override
    public Timer timer(String name, Label... labels) {
        return _ -> told.merge(key(name, labels), 1L, Long::sum);
    }

    @Override
    public void poll(String name, DoubleSupplier value, Label... labels) {
        polled.put(key(name, labels), value);
    }

    /// What was told of a figure: `name` or `name;label=value`; 0 for nothing.
    public long of(String key) {
        return told.getOrDefault(key, 0L);
    }

    /// What a gauge would say now; NaN when there is none.
    public double now(String key) {
        DoubleSupplier supplier = polled.get(key);
        return supplier == null ? Double.NaN : supplier.getAsDouble();
    }

    /// Everything told so far.
    public Map<String, Long> all() {
        return new TreeMap<>(told);
    }
}
