package io.praetor.model.telemetry;

import java.util.function.DoubleSupplier;

/// Where figures are told. Names are the original's without their prefix, parts joined by dots: `kvs.apply`,
/// `rpc.query`
/// (`agent.md` §12). Asking twice for the same name and labels gives objects that count into the same figure.
public interface Telemetry {
    /// Nobody listens.
    Telemetry NONE = new Telemetry() {
        @Override
        public Counter counter(String name, Label... labels) {
            return _ -> {};
        }

        @Override
        public Gauge gauge(String name, Label... labels) {
            return _ -> {};
        }

        @Override
        public Timer timer(String name, Label... labels) {
            return _ -> {};
        }

        @Override
        public void poll(String name, DoubleSupplier value, Label... labels) {}
    };

    /// A count of events.
    Counter counter(String name, Label... labels);

    /// A figure that is set when it changes.
    Gauge gauge(String name, Label... labels);

    /// A distribution of durations.
    Timer timer(String name, Label... labels);

    /// A figure that is asked for whenever figures are collected; the supplier must be quick and thread-safe.
    void poll(String name, DoubleSupplier value, Label... labels);
}
