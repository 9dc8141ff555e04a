package io.praetor.server.testing;

import io.praetor.model.telemetry.Telemetry;
import io.praetor.rpc.CallHandler;
import io.praetor.rpc.NetworkLoops;
import io.praetor.rpc.PoolSettings;
import io.praetor.rpc.RaftLinks;
import io.praetor.rpc.RpcClient;
import io.praetor.rpc.RpcPool;
import io.praetor.rpc.RpcTls;
import io.praetor.rpc.ServerPort;
import io.praetor.rpc.ServerPortSettings;
import io.praetor.server.assembly.Server;
import io.praetor.server.wire.Answers;
import io.praetor.server.wire.RpcEndpoints;
import io.praetor.server.wire.RpcMethods;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The server port of one server under test, on the loopback address.
public final class TestPort implements AutoCloseable {
    private final NetworkLoops loops = new NetworkLoops(2);
    private final RaftLinks links = new RaftLinks(loops, Duration.ofSeconds(5), RpcTls.none(), "dc1");
    private final RpcPool pool = new RpcPool(loops, PoolSettings.SERVER, RpcTls.none());
    private final ServerPort port;
    private volatile @Nullable CallHandler calls;

    public TestPort() throws IOException {
        port = ServerPort.open(
                loops,
                ServerPortSettings.of(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))),
                new ServerPort.Services(this::handle, null, links, RpcTls.none()),
                Telemetry.NONE);
    }

    private void handle(CallHandler.Call call) {
        CallHandler handler = calls;
        if (handler == null) {
            call.fail("not yet", false);
        } else {
            handler.handle(call);
        }
    }

    public int number() {
        return port.addresses().getFirst().getPort();
    }

    public RaftLinks links() {
        return links;
    }

    public RpcClient client() {
        return pool;
    }

    /// Has the server answer calls from now on.
    public void serve(Server server) {
        calls = new RpcEndpoints("dc1", new RpcMethods(), server.queries(), Answers.of(server, server::raftStats));
    }

    /// Goes like a process that is killed.
    @Override
    public void close() {
        port.close();
        pool.close();
        loops.close();
    }
}
