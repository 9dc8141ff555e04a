/// Gossip over a real network, in real time: the [io.praetor.gossip.Transport] and the [io.praetor.gossip.Loop] that
/// agents use (`gossip-memberlist.md` §1).
@NullMarked
package io.praetor.gossip.net;

import org.jspecify.annotations.NullMarked;
