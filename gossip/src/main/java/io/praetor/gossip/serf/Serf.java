package io.praetor.gossip.serf;

import io.praetor.model.coordinate.Coordinate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One pool of members, as agents use it (`gossip-serf.md`). Every method may be called from any thread and none waits;
/// futures complete on the pool's loop: what follows must be short.
public interface Serf extends AutoCloseable {

    /// This member.
    Member local();

    /// Everybody known, whatever became of them, this member included. A snapshot.
    List<Member> members();

    /// Hears what happens from now on, on the pool's loop, in order. Whoever looks at [#members] after this misses
    /// nothing: what is not seen there yet is heard.
    void listen(Consumer<SerfEvent> listener);

    /// Joins the members at these addresses (`[name/]host[:port]`).
    ///
    /// @param ignoreOld whether events told before are not delivered
    /// @return how many were reached; fails when none was, with the reasons in its message
    CompletableFuture<Integer> join(List<String> addresses, boolean ignoreOld);

    /// Leaves in peace: everybody is told, then complete. The member stays reachable until [#close].
    CompletableFuture<Void> leave();

    /// Declares that a failed member has left for good.
    ///
    /// @param prune whether it is forgotten at once
    CompletableFuture<Void> forceLeave(String node, boolean prune);

    /// Tells an event to everybody, this member included.
    ///
    /// @return fails with [IllegalArgumentException] and a line for people when it is too long
    CompletableFuture<Void> userEvent(String name, byte[] payload, boolean coalesce);

    /// Asks everybody, this member included.
    ///
    /// @return complete when the time to answer is over, or everybody who was alive has answered
    CompletableFuture<QueryResult> query(String name, byte[] payload, QueryParameters parameters);

    /// Keys of the whole pool.
    KeyManager keys();

    /// Says something else of this member; complete once that was told.
    ///
    /// @return fails with [IllegalArgumentException] and a line for people when it is too long
    CompletableFuture<Void> setTags(Map<String, String> tags);

    /// Where this member is in the network.
    Coordinate coordinate();

    /// Where another member is, as far as this one has heard; null: it has not.
    @Nullable Coordinate coordinate(String node);

    /// Figures for `agent/self` and `consul info` (`serf_lan`, `serf_wan`).
    Map<String, String> stats();

    /// Stops without leaving. Idempotent.
    @Override
    void close();
}
