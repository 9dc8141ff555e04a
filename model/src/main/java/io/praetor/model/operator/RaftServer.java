package io.praetor.model.operator;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// A server of the Raft configuration.
///
/// @param node `(unknown)` when gossip does not know it
public record RaftServer(
        String id, String node, String address, boolean leader, String protocolVersion, boolean voter) {

    /// How it travels.
    public static final StructCodec<RaftServer> CODEC = StructCodec.<RaftServer>of("RaftServer")
            .field("ID", Codecs.TEXT, RaftServer::id)
            .field("Node", Codecs.TEXT, RaftServer::node)
            .field("Address", Codecs.TEXT, RaftServer::address)
            .field("Leader", Codecs.BOOL, RaftServer::leader)
            .field("ProtocolVersion", Codecs.TEXT, RaftServer::protocolVersion)
            .field("Voter", Codecs.BOOL, RaftServer::voter)
            .build(v -> new RaftServer(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
}
