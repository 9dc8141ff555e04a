package io.praetor.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.Bytes;
import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.coordinate.CoordinateUpdateRequest;
import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvOp;
import io.praetor.model.kv.KvsRequest;
import io.praetor.model.operator.AutopilotConfig;
import io.praetor.model.operator.AutopilotSetConfigRequest;
import io.praetor.model.session.Session;
import io.praetor.model.session.SessionRequest;
import io.praetor.raft.LoopbackTransport;
import io.praetor.raft.PeerAddress;
import io.praetor.raft.RaftSettings;
import io.praetor.server.RequestFailure;
import io.praetor.server.endpoint.Coordinates;
import io.praetor.server.endpoint.SavedSnapshot;
import io.praetor.server.endpoint.TxnRead;
import io.praetor.server.filter.Filter;
import io.praetor.server.query.Answer;
import io.praetor.server.query.AutopilotGet;
import io.praetor.server.query.CoordinateNode;
import io.praetor.server.query.HealthNode;
import io.praetor.server.query.HealthService;
import io.praetor.server.query.KvGet;
import io.praetor.server.query.NodeList;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import io.praetor.server.query.SessionGet;
import io.praetor.server.testing.RecordedTelemetry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTest {
    private static final String ID = "40e4a748-2192-161a-0510-9bf59fe950b5";

    @TempDir
    Path scratch;

    private final RecordedTelemetry telemetry = new RecordedTelemetry();
    private Server server;

    @BeforeEach
    void start() throws Exception {
        ServerConfig.Identity identity = new ServerConfig.Identity(
                "n1", ID, "dc1", "127.0.0.1", 8300, "1.9.0", Map.of("lan", "127.0.0.1"), Map.of());
        RaftSettings raft = RaftSettings.inMemory(new PeerAddress(ID, "127.0.0.1:8300"));
        server = Server.start(
                ServerConfig.of(identity, raft, scratch)
                        .withHoldTimeout(Duration.ofSeconds(60))
                        .withCoordinatePeriod(Duration.ofMillis(50)),
                new Seams(InstantSource.system(), System::nanoTime, new Random(1), telemetry),
                new LoopbackTransport.Network().transport(),
                failure -> {
                    throw new AssertionError(failure);
                });
        // the registration of the server itself is the last of the leader's duties
        ask(
                new HealthNode("n1", Filter.NONE),
                new ReadOptions(null, io.praetor.server.query.Consistency.CONSISTENT, 0, Duration.ZERO, ""));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private <T extends @Nullable Object> Answer<T> ask(Query<T> query, ReadOptions options) throws Exception {
        CompletableFuture<Answer<T>> result = new CompletableFuture<>();
        server.queries().read(query, options, new ReadCallback<T>() {
            @Override
            public void answered(Answer<T> answer) {
                result.complete(answer);
            }

            @Override
            public void failed(Throwable cause) {
                result.completeExceptionally(cause);
            }
        });
        return result.get(60, TimeUnit.SECONDS);
    }

    private <T extends @Nullable Object> T ask(Query<T> query) throws Exception {
        return ask(query, ReadOptions.NOW).value();
    }

    private static <T extends @Nullable Object> T get(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    private boolean put(String op, String key, String value, String session) throws Exception {
        KvEntry entry = new KvEntry(0, key, 0, Bytes.of(value), session, 0, 0);
        return get(server.kvs().apply(new KvsRequest("", op, entry, "secret")));
    }

    private String createSession(Session session) throws Exception {
        return get(server.sessions().apply(new SessionRequest("", SessionRequest.CREATE, session, "")));
    }

    private static Session session(String ttl, String behavior) {
        return new Session("", "", "n1", 0, behavior, ttl, List.of(HealthCheck.SERF_HEALTH), null, null, 0, 0);
    }

    @Test
    void registersItself() throws Exception {
        List<Node> nodes = ask(new NodeList(Map.of(), "", Filter.NONE));
        List<CheckServiceNode> servers = ask(new HealthService(
                "consul",
                HealthService.Kind.SERVICE,
                List.of(),
                true,
                Map.of(),
                "",
                Filter.of("Service.Port == 8300")));

        assertThat(nodes).singleElement().satisfies(node -> {
            assertThat(node.id()).isEqualTo(ID);
            assertThat(node.taggedAddresses()).containsEntry("lan", "127.0.0.1");
        });
        assertThat(servers)
                .singleElement()
                .satisfies(instance -> assertThat(instance.checks())
                        .singleElement()
                        .extracting(HealthCheck::output)
                        .isEqualTo("Agent alive and reachable"));
    }

    @Test
    void writesAndReads() throws Exception {
        assertThat(put(KvOp.SET, "a", "1", "")).isTrue();
        assertThat(put(KvOp.CAS, "a", "2", "")).isFalse();

        KvEntry entry = Objects.requireNonNull(ask(new KvGet("a")));

        assertThat(entry.value()).isEqualTo(Bytes.of("1"));
    }

    @Test
    void wakesABlockedRead() throws Exception {
        put(KvOp.SET, "a", "1", "");
        long index = ask(new KvGet("a"), ReadOptions.NOW).index();
        CompletableFuture<Answer<@Nullable KvEntry>> blocked = CompletableFuture.supplyAsync(() -> {
            try {
                return ask(new KvGet("a"), ReadOptions.NOW.after(index, Duration.ofSeconds(60)));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        put(KvOp.SET, "a", "2", "");

        assertThat(get(blocked).index()).isGreaterThan(index);
    }

    @Test
    void refusesInTheOriginalsWords() {
        KvEntry unnamed = new KvEntry(0, "", 0, null, "", 0, 0);
        assertThatThrownBy(() -> get(server.kvs().apply(new KvsRequest("", KvOp.SET, unnamed, ""))))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(RequestFailure.class)
                .hasRootCauseMessage("Must provide key");
        assertThatThrownBy(() -> put(KvOp.LOCK, "a", "1", "not-a-session"))
                .hasRootCauseMessage("failed session lookup: index error: UUID must be 36 characters");
        assertThatThrownBy(() -> put(KvOp.LOCK, "a", "1", "")).hasRootCauseMessage("missing session");
        assertThatThrownBy(() -> get(server.kvs().apply(new KvsRequest("dc9", KvOp.SET, unnamed, ""))))
                .hasRootCauseMessage("No path to datacenter");
        assertThatThrownBy(() -> createSession(session("9.9s", "")))
                .hasRootCauseMessage("Invalid Session TTL '9900000000', must be between [10s=24h0m0s]");
        assertThatThrownBy(() -> createSession(session("abc", "")))
                .rootCause()
                .hasMessageStartingWith("Session TTL 'abc' invalid: ");
        assertThatThrownBy(() -> createSession(session("", "explode")))
                .hasRootCauseMessage("Invalid Behavior setting 'explode'");
        assertThatThrownBy(() -> get(server.sessions()
                        .apply(new SessionRequest(
                                "", SessionRequest.DESTROY, session("", "").withId("x"), ""))))
                .hasRootCauseMessage("failed session lookup: index error: UUID must be 36 characters");
    }

    @Test
    void aSessionBeginsIsRenewedAndEnds() throws Exception {
        String id = createSession(session("30s", Session.DELETE));
        assertThat(put(KvOp.LOCK, "a", "1", id)).isTrue();

        assertThat(ask(new SessionGet(id)))
                .singleElement()
                .extracting(Session::ttl)
                .isEqualTo("30s");
        assertThat(get(server.sessions().renew(null, id, "")))
                .extracting(Session::id)
                .isEqualTo(id);
        get(server.sessions()
                .apply(new SessionRequest(
                        "", SessionRequest.DESTROY, session("", "").withId(id), "")));

        assertThat(ask(new SessionGet(id))).isEmpty();
        assertThat(ask(new KvGet("a"))).isNull();
        assertThat(get(server.sessions().renew(null, id, ""))).isNull();
    }

    @Test
    void writesCoordinatesWithinThePeriod() throws Exception {
        long index = ask(new CoordinateNode("n1"), ReadOptions.NOW).index();
        get(server.coordinates().update(new CoordinateUpdateRequest("", "n1", "", Coordinates.ORIGIN, "")));

        Answer<List<NodeCoordinate>> answer =
                ask(new CoordinateNode("n1"), ReadOptions.NOW.after(index, Duration.ofSeconds(60)));

        assertThat(answer.value())
                .singleElement()
                .extracting(NodeCoordinate::coord)
                .isEqualTo(Coordinates.ORIGIN);
    }

    @Test
    void keepsAutopilotsConfiguration() throws Exception {
        AutopilotConfig initial = Objects.requireNonNull(ask(new AutopilotGet()));
        assertThat(initial.maxTrailingLogs()).isEqualTo(250);

        assertThat(get(server.operator()
                        .setAutopilotConfiguration(
                                new AutopilotSetConfigRequest("", initial.withIndexes(0, 1), true, ""))))
                .isFalse();
        assertThat(get(server.operator()
                        .setAutopilotConfiguration(new AutopilotSetConfigRequest("", initial, true, ""))))
                .isTrue();
    }

    @Test
    void showsItselfToOperators() throws Exception {
        assertThat(get(server.status().leader("dc1"))).isEqualTo("127.0.0.1:8300");
        assertThat(get(server.status().peers(null))).containsExactly("127.0.0.1:8300");
        assertThatThrownBy(() -> get(server.status().leader("nowhere"))).hasRootCauseMessage("No path to datacenter");
        assertThat(get(server.operator().raftConfiguration(ReadOptions.NOW)).servers())
                .singleElement()
                .satisfies(peer -> {
                    assertThat(peer.node()).isEqualTo("n1");
                    assertThat(peer.leader()).isTrue();
                });
        assertThat(get(server.operator().autopilotHealth(ReadOptions.NOW)).healthy())
                .isTrue();
        assertThat(server.stats().get("raft")).containsEntry("state", "Leader").containsEntry("num_peers", "0");
        assertThatThrownBy(() -> get(server.operator()
                        .removePeer(new io.praetor.model.operator.RaftRemovePeerRequest("", "127.9.9.9:1", "", ""))))
                .hasRootCauseMessage("address \"127.9.9.9:1\" was not found in the Raft configuration");
    }

    @Test
    void restoresASnapshot() throws Exception {
        put(KvOp.SET, "a", "before", "");
        SavedSnapshot saved = get(server.snapshots().save(ReadOptions.NOW));
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        saved.writeTo(archive);
        put(KvOp.SET, "a", "after", "");
        put(KvOp.SET, "b", "x", "");
        long index = ask(new KvGet("c"), ReadOptions.NOW).index();

        CompletableFuture<Answer<@Nullable KvEntry>> blocked = CompletableFuture.supplyAsync(() -> {
            try {
                return ask(new KvGet("c"), ReadOptions.NOW.after(index + 1000, Duration.ofSeconds(60)));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        while (server.parkedReads().reads() == 0) {
            Thread.onSpinWait();
        }
        server.snapshots().restore(null, "", new ByteArrayInputStream(archive.toByteArray()));

        KvEntry entry = Objects.requireNonNull(ask(new KvGet("a")));
        assertThat(entry.value()).isEqualTo(Bytes.of("before"));
        assertThat(ask(new KvGet("b"))).isNull();
        assertThat(get(blocked).value()).isNull();
        assertThatThrownBy(() -> server.snapshots().restore(null, "", new ByteArrayInputStream(new byte[] {1, 2, 3})))
                .isInstanceOf(RequestFailure.class)
                .hasMessageContaining("gzip");
        assertThat(put(KvOp.SET, "b", "y", "")).isTrue();
    }

    @Test
    void deregistersWhatIsThereAndWhatIsNot() throws Exception {
        get(server.catalog().deregister(new DeregisterRequest("", "nobody", "", "", "", "")));

        assertThatThrownBy(() -> get(server.catalog().deregister(new DeregisterRequest("", "", "", "", "", ""))))
                .hasRootCauseMessage("Must provide node");
    }

    @Test
    void tellsItsFigures() throws Exception {
        put("set", "figures", "v", "");
        String id = createSession(session("10s", Session.RELEASE));
        get(server.sessions().renew("", id, ""));
        ask(new TxnRead(List.of()));

        // whoever waits for a write may hear of it before the figures do
        ServersOfOneJvm.await("the figures", () -> telemetry.of("session.apply") == 1);
        ServersOfOneJvm.await(
                "all writes to be committed", () -> telemetry.of("raft.apply") == telemetry.of("raft.commitTime"));
        assertThat(telemetry.of("kvs.apply")).isEqualTo(1);
        assertThat(telemetry.of("fsm.kvs;op=set")).isEqualTo(1);
        assertThat(telemetry.of("session.apply")).isEqualTo(1);
        assertThat(telemetry.of("session.renew")).isEqualTo(1);
        assertThat(telemetry.of("fsm.session;op=create")).isEqualTo(1);
        assertThat(telemetry.of("txn.read")).isEqualTo(1);
        assertThat(telemetry.of("raft.state.leader")).isEqualTo(1);
        assertThat(telemetry.of("leader.barrier")).isEqualTo(1);
        assertThat(telemetry.of("rpc.query")).isPositive();
        assertThat(telemetry.now("state.nodes;datacenter=dc1")).isEqualTo(1);
        assertThat(telemetry.now("state.services;datacenter=dc1")).isEqualTo(1);
        assertThat(telemetry.now("session_ttl.active")).isEqualTo(1);
        assertThat(telemetry.now("rpc.queries_blocking")).isZero();
        assertThat(telemetry.now("autopilot.healthy")).isEqualTo(1);
    }
}
