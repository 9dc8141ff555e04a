package io.praetor.server.cluster;

import io.praetor.gossip.serf.Member;
import io.praetor.gossip.serf.Serf;
import io.praetor.gossip.serf.SerfEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// The LAN pool, as far as servers look at it. Nothing waits.
public interface Pool {

    /// Everybody known, whatever became of them, this server included.
    List<Member> members();

    /// Hears what happens to members from now on, in order, on the pool's thread: what follows must be short.
    void listen(Consumer<SerfEvent.Members> listener);

    /// Declares that a failed member has left for good.
    CompletableFuture<Void> forceLeave(String node);

    /// Tells everybody an event.
    CompletableFuture<Void> userEvent(String name, byte[] payload);

    /// A pool of the network.
    static Pool of(Serf serf) {
        return new Pool() {
            @Override
            public List<Member> members() {
                return serf.members();
            }

            @Override
            public void listen(Consumer<SerfEvent.Members> listener) {
                serf.listen(event -> {
                    if (event instanceof SerfEvent.Members members) {
                        listener.accept(members);
                    }
                });
            }

            @Override
            public CompletableFuture<Void> forceLeave(String node) {
                return serf.forceLeave(node, false);
            }

            @Override
            public CompletableFuture<Void> userEvent(String name, byte[] payload) {
                return serf.userEvent(name, payload, false);
            }
        };
    }

    /// A pool with one member that nobody joins.
    static Pool alone(Member self) {
        return new Pool() {
            @Override
            public List<Member> members() {
                return List.of(self);
            }

            @Override
            public void listen(Consumer<SerfEvent.Members> listener) {
                // nothing happens
            }

            @Override
            public CompletableFuture<Void> forceLeave(String node) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletableFuture<Void> userEvent(String name, byte[] payload) {
                return CompletableFuture.completedFuture(null);
            }
        };
    }
}
