package io.praetor.http.v1;

import io.praetor.http.AgentApi;
import io.praetor.http.HttpServer;
import io.praetor.http.HttpSettings;
import io.praetor.http.Listener;
import io.praetor.http.RequestObserver;
import io.praetor.http.route.FrontSettings;
import io.praetor.http.route.Route;
import io.praetor.http.route.Router;
import io.praetor.model.agent.AgentMember;
import io.praetor.model.agent.AgentSelf;
import io.praetor.raft.LoopbackTransport;
import io.praetor.raft.PeerAddress;
import io.praetor.raft.RaftSettings;
import io.praetor.server.RequestFailure;
import io.praetor.server.assembly.AccessControl;
import io.praetor.server.assembly.Seams;
import io.praetor.server.assembly.Server;
import io.praetor.server.assembly.ServerConfig;
import io.praetor.server.backend.Backend;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/// A server in memory behind the real HTTP front door, on a free port of this machine.
final class ApiUnderTest implements AutoCloseable {
    static final String NODE = "node-1";

    private static final String NODE_ID = "5b1c9ee0-9d5c-4d3a-8a3c-6f8f3e6b0a01";

    private final Server server;
    private final HttpServer http;

    private ApiUnderTest(Server server, HttpServer http) {
        this.server = server;
        this.http = http;
    }

    /// @param port 0 takes a free one
    static ApiUnderTest start(Path scratch, int port) throws Exception {
        return start(scratch, port, AccessControl.OFF);
    }

    /// The same, with somebody looking at who asks.
    static ApiUnderTest start(Path scratch, int port, AccessControl access) throws Exception {
        ServerConfig.Identity identity = new ServerConfig.Identity(
                NODE,
                NODE_ID,
                "dc1",
                "127.0.0.1",
                8300,
                "1.9.0",
                Map.of("lan", "127.0.0.1", "lan_ipv4", "127.0.0.1", "wan", "127.0.0.1", "wan_ipv4", "127.0.0.1"),
                Map.of());
        ServerConfig config = ServerConfig.of(
                        identity, RaftSettings.inMemory(new PeerAddress(NODE_ID, "127.0.0.1:8300")), scratch)
                .withCoordinatePeriod(Duration.ofMillis(100));
        Seams seams = new Seams(InstantSource.system(), System::nanoTime, new Random(1)).with(access);
        Server server = Server.start(config, seams, new LoopbackTransport.Network().transport(), _ -> {});
        List<Route> routes = new ArrayList<>(ApiRoutes.ofServer(server, ApiSettings.of("dc1", NODE)));
        routes.addAll(ApiRoutes.ofAgent(new LoneAgent(), ApiSettings.of("dc1", NODE)));
        routes.addAll(ApiRoutes.ofAcl(server, ApiSettings.of("dc1", NODE)));
        routes.addAll(ApiRoutes.ofCoordinates(server, ApiSettings.of("dc1", NODE)));
        Router router = new Router(FrontSettings.DEFAULT, routes);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        HttpServer http = HttpServer.start(
                HttpSettings.of(List.of(new Listener.Http(address))),
                router,
                RequestObserver.NONE,
                InstantSource.system(),
                System::nanoTime);
        return new ApiUnderTest(server, http);
    }

    /// The server behind it.
    Backend backend() {
        return server;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) http.addresses().getFirst();
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }

    /// Serves until killed, for the conformance kit and load generators.
    ///
    /// @param arguments the port
    public static void main(String[] arguments) throws Exception {
        ApiUnderTest api = start(Files.createTempDirectory("praetor-"), Integer.parseInt(arguments[0]));
        System.out.println("listening on " + api.address());
        new CountDownLatch(1).await();
    }

    /// An agent alone in its pool.
    private static final class LoneAgent implements AgentApi {
        private static final AgentMember MEMBER =
                new AgentMember(NODE, "127.0.0.1", 8301, Map.of("role", "consul"), 1, 1, 5, 2, 2, 5, 4);

        @Override
        public AgentSelf self() {
            AgentSelf.Config config = new AgentSelf.Config("dc1", NODE, NODE_ID, "", true, "1.9.0");
            return new AgentSelf(config, null, null, MEMBER, Map.of(), Map.of());
        }

        @Override
        public List<AgentMember> members(boolean wan) {
            return List.of(MEMBER);
        }

        @Override
        public void join(String address, boolean wan) {
            throw RequestFailure.internal("nobody at \"" + address + "\"");
        }

        @Override
        public void forceLeave(String node, boolean prune) {
            throw RequestFailure.internal("agent: No node found with name '" + node + "'");
        }

        @Override
        public void leave() {}
    }
}
