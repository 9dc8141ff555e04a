/// What Consul makes of pools: the tags it gives its members, who is a server, and who may join (`gossip-serf.md` §11).
@NullMarked
package io.praetor.gossip.consul;

import org.jspecify.annotations.NullMarked;
