/// Our members and Debian's `serf` in one pool, over real sockets. They run with `-Pclients` where it is installed:
/// `apt-get install serf`.
@NullMarked
package io.praetor.gossip.real;

import org.jspecify.annotations.NullMarked;
