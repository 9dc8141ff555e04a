package io.praetor.gossip.memberlist;

import io.praetor.gossip.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// One member of a pool: who else is in it, and the ways to reach them. To be called on the member's loop only; futures
/// complete there.
public interface Memberlist {

    /// This member.
    Node local();

    /// Everybody known, in any state, this member included.
    List<Node> nodes();

    /// Everybody known as alive or suspect, this member included.
    int aliveCount();

    /// Exchanges states with every address given (`[name/]host[:port]`, resolved).
    ///
    /// @return how many were reached; fails when none was, with a message that says of each why
    CompletableFuture<Integer> join(List<String> addresses);

    /// Tells everybody that this member leaves; complete once that was sent often enough, or the time is over.
    CompletableFuture<Void> leave(Duration timeout);

    /// Tells everybody what [Delegate#meta] says now; complete once that was sent often enough, or the time is over.
    CompletableFuture<Void> update(Duration timeout);

    /// Sends a message to the layer above at one place, in one datagram, best effort.
    void sendTo(Endpoint to, byte[] message);

    /// The same for a known member, which may be told more safely.
    void sendTo(Node to, byte[] message);

    /// Lifeguard's local health: 0 is well.
    int healthScore();

    /// The keys of the pool; empty: nothing is encrypted. Changes have effect at once.
    Keyring keyring();

    /// Stops without a word; the others will notice. Idempotent.
    void close();
}
