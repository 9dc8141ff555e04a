/// Takes over a changed configuration while the agent runs (`agent.md` §4): one loader, and the parts that asked to be
/// told.
@NullMarked
package io.praetor.agent.reload;

import org.jspecify.annotations.NullMarked;
