/// A world of virtual time in which thousands of members run in one thread: a seed says all that happens in it.
@NullMarked
package io.praetor.gossip.sim;

import org.jspecify.annotations.NullMarked;
