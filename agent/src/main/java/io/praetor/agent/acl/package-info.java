/// Access control at the agent: the tokens it uses itself, kept over restarts, and the one that lets people at the
/// agent
/// when servers cannot be asked.
@NullMarked
package io.praetor.agent.acl;

import org.jspecify.annotations.NullMarked;
