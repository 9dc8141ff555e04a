package io.praetor.server.remote;

import io.praetor.rpc.ByteStream;
import io.praetor.server.wire.Method;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Calls of methods, at whichever server is to answer them. Failures are what [CallFailures#of] understands.
public interface Calls {
    /// How long a call that does not block may take: longer than any server holds it back.
    Duration PATIENCE = Duration.ofMinutes(1);

    /// Calls a method. Does not block.
    ///
    /// @param body    one MessagePack value
    /// @param timeout until when the answer must be there
    /// @return the reply, one MessagePack value; completes on any thread. Cancelling it gives the call up
    CompletableFuture<byte[]> call(Method method, byte[] body, Duration timeout);

    /// Opens a stream for a snapshot (`rpc.md` §8). Blocks.
    ///
    /// @throws IOException                     when the server cannot be reached
    /// @throws io.praetor.server.RequestFailure when there is no server to be asked
    ByteStream snapshot() throws IOException;
}
