package io.praetor.server.testing;

import io.praetor.model.Bytes;
import io.praetor.rpc.ByteStream;
import io.praetor.rpc.RpcClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Calls that a test answers when it likes.
public final class ManualClient implements RpcClient {
    /// What was called and is not answered yet, or no longer wanted.
    public final List<Call> calls = new ArrayList<>();

    /// One call.
    public record Call(Server server, String method, Bytes body, Duration timeout, CompletableFuture<byte[]> reply) {}

    @Override
    public CompletableFuture<byte[]> call(Server server, String method, byte[] body, Duration timeout) {
        Call call = new Call(server, method, Bytes.of(body), timeout, new CompletableFuture<>());
        calls.add(call);
        return call.reply();
    }

    /// The last call.
    public Call last() {
        return calls.getLast();
    }

    @Override
    public ByteStream snapshot(Server server) throws IOException {
        throw new IOException("rpc error getting client: failed to get conn: not in this test");
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
