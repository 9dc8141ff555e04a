/// The agent's configuration: every key and its type, the sources and how they merge, validation, and the result, an
/// immutable
/// [AgentConfig]. Knows files, flags and the machine's addresses; starts nothing and writes nothing.
@NullMarked
package io.praetor.agent.config;

import org.jspecify.annotations.NullMarked;
