/// The bytes that real members exchanged, and bytes that nobody should send.
@NullMarked
package io.praetor.gossip.wire;

import org.jspecify.annotations.NullMarked;
