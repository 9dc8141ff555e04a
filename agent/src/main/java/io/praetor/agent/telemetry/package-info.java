/// Owns the agent's figures: counts them (`agent.md` §12), keeps those of the last interval, and sends them on to
/// Prometheus, StatsD, DogStatsD and statsite. Everybody else knows only [io.praetor.model.telemetry.Telemetry].
@NullMarked
package io.praetor.agent.telemetry;

import org.jspecify.annotations.NullMarked;
