package io.praetor.server.wire;

import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.model.operator.ServerStats;
import io.praetor.raft.LoopbackTransport;
import io.praetor.raft.PeerAddress;
import io.praetor.raft.RaftSettings;
import io.praetor.server.assembly.AccessControl;
import io.praetor.server.assembly.Seams;
import io.praetor.server.assembly.Server;
import io.praetor.server.assembly.ServerConfig;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.ReadOptions;
import io.praetor.server.query.ServiceList;
import io.praetor.server.testing.RecordedTelemetry;
import io.praetor.server.testing.TestDatacenter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;

/// A server in memory, alone, like the one that was recorded, and what it answers calls with.
final class AnsweringServer implements AutoCloseable {
    private static final String ID = "11111111-1111-4111-8111-111111111111";

    private final Server server;
    private final RpcEndpoints endpoints;

    AnsweringServer(Path scratch) throws Exception {
        this(scratch, AccessControl.OFF);
    }

    AnsweringServer(Path scratch, AccessControl access) throws Exception {
        Map<String, String> addresses =
                Map.of("lan", "127.0.0.71", "wan", "127.0.0.71", "lan_ipv4", "127.0.0.71", "wan_ipv4", "127.0.0.71");
        ServerConfig.Identity identity = new ServerConfig.Identity(
                "s1", ID, "dc1", "127.0.0.71", 38300, "1.9.0", addresses, Map.of("consul-network-segment", ""));
        RecordedTelemetry telemetry = new RecordedTelemetry();
        server = Server.start(
                ServerConfig.of(identity, RaftSettings.inMemory(new PeerAddress(ID, "127.0.0.71:38300")), scratch)
                        .withHoldTimeout(Duration.ofSeconds(60)),
                new Seams(InstantSource.system(), System::nanoTime, new Random(1), telemetry, access),
                new LoopbackTransport.Network().transport(),
                failure -> {
                    throw new AssertionError(failure);
                });
        endpoints = new RpcEndpoints(
                "dc1", new RpcMethods(), server.queries(), Answers.of(server, () -> new ServerStats("0", 2, 7)));
        // a consistent read waits until the server has registered itself
        ReadOptions consistent = new ReadOptions(null, Consistency.CONSISTENT, 0, Duration.ZERO, "");
        ask("Catalog.ListServices", CatalogMethods.LIST_SERVICES.encode(new ServiceList(Map.of()), consistent, "dc1"))
                .reply();
        // what is registered before the leader has looked at the pool would be taken for members that are gone
        TestDatacenter.await("the first look at the pool", () -> telemetry.of("leader.reconcile") > 0);
    }

    RpcEndpoints endpoints() {
        return endpoints;
    }

    FakeCall ask(String method, byte[] body) {
        FakeCall call = new FakeCall(method, body);
        endpoints.handle(call);
        return call;
    }

    /// Registers what a JSON text with `'` for `"` says.
    void register(String json) throws DecodeException {
        byte[] text = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        register(Json.parse(RegisterRequest.CODEC, text));
    }

    void register(RegisterRequest request) {
        ask("Catalog.Register", RegisterRequest.CODEC.pack(request)).reply();
    }

    @Override
    public void close() {
        server.close();
    }
}
