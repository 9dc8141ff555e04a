package io.praetor.agent.check;

import java.time.Instant;

/// What a TTL check was told last.
///
/// @param output  cut to the check's limit
/// @param expires when it becomes critical unless told again
public record TtlState(String status, String output, Instant expires) {}
