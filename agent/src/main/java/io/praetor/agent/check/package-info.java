/// Runs the agent's health checks (`agent.md` §7): when each is due, how many run at once, what counts as a result.
/// Knows neither HTTP endpoints nor the local state: it is told what to check and tells what it found. How something is
/// looked at is [io.praetor.agent.check.probe]'s.
@NullMarked
package io.praetor.agent.check;

import org.jspecify.annotations.NullMarked;
