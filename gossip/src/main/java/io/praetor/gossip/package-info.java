/// Gossip: how agents find each other and notice who has gone. A deterministic core of steps: time, chance and network
/// are
/// passed in ([Loop], [Transport]), so that thousands of members run in one JVM in virtual time.
@NullMarked
package io.praetor.gossip;

import org.jspecify.annotations.NullMarked;
