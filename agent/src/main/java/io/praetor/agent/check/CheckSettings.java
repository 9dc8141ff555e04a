package io.praetor.agent.check;

import io.praetor.agent.check.probe.ProbeSettings;

/// What the runner of checks has to know.
///
/// @param node          the agent's node, for messages
/// @param outputMaxSize bytes of output that are kept of any check; a check may ask for less (`check_output_max_size`)
public record CheckSettings(String node, int outputMaxSize, ProbeSettings probes) {}
