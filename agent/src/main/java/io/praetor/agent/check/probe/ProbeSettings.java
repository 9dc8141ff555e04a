package io.praetor.agent.check.probe;

import java.util.function.Supplier;

/// What probes take from their surroundings.
///
/// @param tls        the agent's own TLS as it is now, or [AgentTls#NONE]
/// @param dockerHost where the Docker Engine listens (`DOCKER_HOST`); empty: the usual socket
/// @param searchPath where programs are looked for (`PATH`)
public record ProbeSettings(Supplier<AgentTls> tls, String dockerHost, String searchPath) {}
