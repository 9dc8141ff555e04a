package io.praetor.gossip.serf;

import io.praetor.gossip.memberlist.Node;
import io.praetor.gossip.memberlist.Node.State;
import io.praetor.gossip.serf.Member.Status;

/// What memberlist knows of a member, in this layer's words. Belongs to the loop.
final class Nodes {

    private final SharedTexts texts = new SharedTexts();

    Member member(Node node, Status status) {
        return new Member(node.name(), node.endpoint(), texts.share(Tags.decode(node.meta())), status, node.versions());
    }

    /// As [MergeCheck]s are shown it: only whether it left is said.
    static Member candidate(Node node) {
        Status status = node.state() == State.LEFT ? Status.LEFT : Status.NONE;
        return new Member(node.name(), node.endpoint(), Tags.decode(node.meta()), status, node.versions());
    }
}
