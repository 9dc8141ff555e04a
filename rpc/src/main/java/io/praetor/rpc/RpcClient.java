package io.praetor.rpc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Calls to servers over connections that are kept (`rpc.md` §2, §3). Nothing here waits.
public interface RpcClient extends AutoCloseable {

    /// Calls a method at a server.
    ///
    /// @param body    one MessagePack value
    /// @param timeout until when the answer must be there
    /// @return the reply, one MessagePack value; fails with [RpcError] when the server refused, with
    ///     [IOException] when the connection did not carry it. Cancelling it gives the stream up
    CompletableFuture<byte[]> call(Server server, String method, byte[] body, Duration timeout);

    /// Calls a method that is for those without a certificate, over a connection of its own (first byte 7).
    ///
    /// @return as of [#call]
    default CompletableFuture<byte[]> callUnverified(Server server, String method, byte[] body, Duration timeout) {
        return CompletableFuture.failedFuture(
                new IOException("rpc error getting client: failed to get conn: TLS is not configured here"));
    }

    /// Opens a stream for a snapshot (first byte 5); blocks.
    ///
    /// @throws IOException when the server cannot be reached
    ByteStream snapshot(Server server) throws IOException;

    /// Drops connections to a server that is gone.
    void forget(Server server);

    @Override
    void close();

    /// A server by what it is called and where it is.
    ///
    /// @param name       node name without datacenter
    record Server(String name, String datacenter, InetSocketAddress address) {}
}
