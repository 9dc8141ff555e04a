/// Programs that the agent runs for its users: handlers of watches, remote execution. None can hurt the agent: each
/// runs in a process group of its own that ends with it, and its output is taken piece by piece.
@NullMarked
package io.praetor.agent.program;

import org.jspecify.annotations.NullMarked;
