/// What members say to each other, as bytes (`gossip-memberlist.md` §2 to §4): messages, and the wrappers around them.
/// Nothing in here knows what a message means, nor waits, nor sends.
@NullMarked
package io.praetor.gossip.wire;

import org.jspecify.annotations.NullMarked;
