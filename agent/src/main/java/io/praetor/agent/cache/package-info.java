/// The agent's cache of answers (`http-api.md` §3). Knows questions and answers, not what they are about; an entry that
/// follows changes is one parked read, not a thread.
@NullMarked
package io.praetor.agent.cache;

import org.jspecify.annotations.NullMarked;
