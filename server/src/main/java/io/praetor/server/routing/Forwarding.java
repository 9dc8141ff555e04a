package io.praetor.server.routing;

import io.praetor.rpc.ByteStream;
import io.praetor.rpc.RpcClient;
import io.praetor.server.endpoint.EventFire;
import io.praetor.server.endpoint.Keyring;
import io.praetor.server.endpoint.ServerPlaces;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// What a server needs of the world around it to answer everything.
///
/// @param servers where the others are
/// @param client  calls them; not closed
/// @param events  told user events
/// @param keyring the keys of gossip
/// @param places  where the servers of all datacenters are
public record Forwarding(
        ServerLookup servers, RpcClient client, EventFire events, Keyring keyring, ServerPlaces places) {
    /// There are no others, and there is no gossip.
    public static final Forwarding NONE =
            new Forwarding(ServerLookup.NONE, new NoClient(), EventFire.NONE, Keyring.NONE, ServerPlaces.NONE);

    /// Nothing is known of places.
    public Forwarding(ServerLookup servers, RpcClient client, EventFire events, Keyring keyring) {
        this(servers, client, events, keyring, ServerPlaces.NONE);
    }

    /// The same with gossip.
    public Forwarding with(EventFire fire, Keyring keys) {
        return new Forwarding(servers, client, fire, keys, places);
    }

    /// Whoever has no servers to call calls none.
    private static final class NoClient implements RpcClient {
        @Override
        public CompletableFuture<byte[]> call(Server server, String method, byte[] body, Duration timeout) {
            return CompletableFuture.failedFuture(unreachable(server));
        }

        @Override
        public ByteStream snapshot(Server server) throws IOException {
            throw unreachable(server);
        }

        private static IOException unreachable(Server server) {
            return new IOException("rpc error getting client: failed to get conn: no way to " + server.address());
        }

        @Override
        public void forget(Server server) {
            // nothing is kept
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
