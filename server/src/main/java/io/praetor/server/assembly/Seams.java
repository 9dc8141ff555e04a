package io.praetor.server.assembly;

import io.praetor.server.Ticker;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// Time and chance.
///
/// @param clock  wall time
/// @param ticker elapsed time
/// @param random thread-safe, and hard to guess in production: session IDs come from it
public record Seams(InstantSource clock, Ticker ticker, RandomGenerator random) {}
