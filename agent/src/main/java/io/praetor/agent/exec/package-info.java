/// The agent's side of remote execution (`agent.md` §10): hears of a job, runs it, and writes what becomes of it under
/// the job's session. Off unless the configuration allows it.
@NullMarked
package io.praetor.agent.exec;

import org.jspecify.annotations.NullMarked;
