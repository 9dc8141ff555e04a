package io.praetor.gossip.memberlist;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.memberlist.Node.State;
import io.praetor.gossip.memberlist.Node.Versions;
import io.praetor.model.Bytes;
import org.jspecify.annotations.Nullable;

/// What this member believes of one. There is one for each member of the pool, so it is kept small.
final class NodeState {

    final String name;
    Endpoint endpoint;
    Bytes meta;
    Versions versions;
    long incarnation;
    State state = State.DEAD;
    /// When the state changed, by the loop's clock.
    long since;
    /// The timer that runs while the state is suspect.
    @Nullable Suspicion suspicion;

    NodeState(String name, Endpoint endpoint, Bytes meta, Versions versions, long now) {
        this.name = name;
        this.endpoint = endpoint;
        this.meta = meta;
        this.versions = versions;
        this.since = now;
    }

    /// As the layer above sees it. Whoever is suspect is alive until the contrary is known, but may be asked for.
    Node node() {
        return new Node(name, endpoint, meta, versions, state);
    }

    boolean isUp() {
        return state == State.ALIVE || state == State.SUSPECT;
    }
}
