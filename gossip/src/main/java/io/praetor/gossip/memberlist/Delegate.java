package io.praetor.gossip.memberlist;

import io.praetor.gossip.Endpoint;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The layer above, as the protocol sees it. Every call comes on the member's loop; arrays are not to be changed.
public interface Delegate {

    /// What every member shall know of this one.
    ///
    /// @param limit the most bytes it may have
    byte[] meta(int limit);

    /// A message for the layer above arrived, by gossip, directly or on a stream.
    void message(byte[] message);

    /// Messages to send along with a packet that has room.
    ///
    /// @param overhead bytes each message costs beside its own
    /// @param room     bytes left
    List<byte[]> broadcasts(int overhead, int room);

    /// What a member is told when states are exchanged.
    byte[] state(boolean join);

    /// What another member told when states were exchanged.
    void merge(byte[] state, boolean join);

    /// Why members that would be merged by a join may not be; null: they may.
    @Nullable String refuseMerge(List<Node> others);

    /// Why a member that is announced alive may not be; null: it may.
    @Nullable String refuseAlive(Node node);

    /// A member appeared, or came back.
    void joined(Node node);

    /// A member is dead or has left; its state says which.
    void left(Node node);

    /// A member changed what is known of it.
    void updated(Node node);

    /// A member's name is claimed from another address; the claim was not taken.
    void conflict(Node known, Endpoint claimed);

    /// What acknowledgements of direct pings carry; may be empty.
    byte[] ackPayload();

    /// A direct ping was acknowledged.
    void pinged(Node node, Duration rtt, byte[] payload);
}
