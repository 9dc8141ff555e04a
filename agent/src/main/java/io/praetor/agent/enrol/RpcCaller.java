package io.praetor.agent.enrol;

import io.praetor.model.codec.DecodeException;
import io.praetor.rpc.RpcClient;
import io.praetor.server.remote.Calls;
import io.praetor.server.wire.CallMethod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Asks over the network.
///
/// @param datacenter the servers', whose names their certificates have
public record RpcCaller(RpcClient client, String datacenter) implements Caller {
    @Override
    public <A, R> R call(InetSocketAddress server, CallMethod<A, R> method, A request)
            throws IOException, InterruptedException {
        CompletableFuture<byte[]> reply = client.callUnverified(
                new RpcClient.Server("", datacenter, server), method.name(), method.encode(request), Calls.PATIENCE);
        try {
            return method.decodeReply(request, reply.get());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IOException(cause == null ? method.name() + " failed" : cause.getMessage(), e);
        } catch (DecodeException e) {
            throw new IOException(method.name() + ": the answer makes no sense: " + e.getMessage(), e);
        }
    }
}
