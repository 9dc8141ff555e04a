package io.praetor.raft;

/// A server of the cluster.
///
/// @param id the node's UUID; what a peer is known by, for good
/// @param address "ip:port" of its server port, for people to read; the transport finds a peer by its id
public record PeerAddress(String id, String address) {

    public PeerAddress {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("peer id is empty");
        }
        if (!id.chars().allMatch(c -> (c < 128 && Character.isLetterOrDigit(c)) || "-._".indexOf(c) >= 0)) {
            throw new IllegalArgumentException(
                    "peer id \"" + id + "\" may hold only letters, digits, '-', '.' and '_'");
        }
    }
}
