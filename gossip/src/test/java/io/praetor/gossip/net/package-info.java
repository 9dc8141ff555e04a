/// Real sockets on the loopback interface.
@NullMarked
package io.praetor.gossip.net;

import org.jspecify.annotations.NullMarked;
