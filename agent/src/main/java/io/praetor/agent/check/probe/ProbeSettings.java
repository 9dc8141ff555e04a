package io.praetor.agent.check.probe;

/// What probes take from their surroundings.
///
/// @param tls        the agent's own TLS, or [AgentTls#NONE]
/// @param dockerHost where the Docker Engine listens (`DOCKER_HOST`); empty: the usual socket
/// @param searchPath where programs are looked for (`PATH`)
public record ProbeSettings(AgentTls tls, String dockerHost, String searchPath) {}
