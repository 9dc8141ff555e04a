package io.praetor.raft;

import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.util.Endpoint;

/// JRaft knows a peer by host and port; ours have an id instead. The id stands in the place of the host, and the port
/// says nothing.
final class Peers {

    private static final int PORT = 1;

    private Peers() {}

    static Endpoint endpoint(String id) {
        return new Endpoint(id, PORT);
    }

    static PeerId peer(String id) {
        return new PeerId(id, PORT);
    }

    static String id(PeerId peer) {
        return peer.getIp();
    }
}
