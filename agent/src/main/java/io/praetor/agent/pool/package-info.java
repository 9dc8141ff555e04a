/// The gossip pools this agent is a member of: made of the configuration, joined, watched, and shown to people
/// (`gossip-serf.md` §11).
@NullMarked
package io.praetor.agent.pool;

import org.jspecify.annotations.NullMarked;
