/// Membership and failure detection: SWIM with Lifeguard, as memberlist speaks it (`gossip-memberlist.md`).
@NullMarked
package io.praetor.gossip.memberlist;

import org.jspecify.annotations.NullMarked;
