package io.praetor.server.assembly;

import io.praetor.model.telemetry.Telemetry;
import io.praetor.server.Ticker;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// Time, chance, who wants to know how it goes, and who may do what.
///
/// @param clock     wall time
/// @param ticker    elapsed time
/// @param random    thread-safe, and hard to guess in production: session IDs come from it
/// @param telemetry where figures are told
/// @param access    who may do what
public record Seams(
        InstantSource clock, Ticker ticker, RandomGenerator random, Telemetry telemetry, AccessControl access) {
    /// Everybody may do everything.
    public Seams(InstantSource clock, Ticker ticker, RandomGenerator random, Telemetry telemetry) {
        this(clock, ticker, random, telemetry, AccessControl.OFF);
    }

    /// Nobody wants to know, and everybody may do everything.
    public Seams(InstantSource clock, Ticker ticker, RandomGenerator random) {
        this(clock, ticker, random, Telemetry.NONE);
    }

    /// The same, telling figures.
    public Seams with(Telemetry figures) {
        return new Seams(clock, ticker, random, figures, access);
    }

    /// The same, with somebody looking at who asks.
    public Seams with(AccessControl control) {
        return new Seams(clock, ticker, random, telemetry, control);
    }
}
