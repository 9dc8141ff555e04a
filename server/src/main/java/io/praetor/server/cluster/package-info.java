/// The other servers of the datacenter: who they are as gossip tells it, how Raft reaches them, how a cluster begins,
/// and how one that lost its quorum is recovered (`server.md` §4).
@NullMarked
package io.praetor.server.cluster;

import org.jspecify.annotations.NullMarked;
