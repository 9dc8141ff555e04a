package io.praetor.server.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.Bytes;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.coordinate.Coordinate;
import io.praetor.model.coordinate.CoordinateUpdateRequest;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvOp;
import io.praetor.model.kv.KvsRequest;
import io.praetor.model.log.CommandType;
import io.praetor.model.session.Session;
import io.praetor.model.session.SessionRequest;
import io.praetor.model.txn.TxnCheckOp;
import io.praetor.model.txn.TxnError;
import io.praetor.model.txn.TxnKvOp;
import io.praetor.model.txn.TxnNodeOp;
import io.praetor.model.txn.TxnOp;
import io.praetor.model.txn.TxnRequest;
import io.praetor.model.txn.TxnResponse;
import io.praetor.model.txn.TxnServiceOp;
import io.praetor.model.txn.TxnVerb;
import io.praetor.server.Meter;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Viewer;
import io.praetor.server.acl.Viewers;
import io.praetor.server.fsm.Commands;
import io.praetor.server.leader.CoordinateBatches;
import io.praetor.server.leader.SessionTimers;
import io.praetor.server.testing.LeaderFixture;
import io.praetor.store.Watches;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndpointsTest {
    private static final Here HERE = new Here("dc1", Viewers.OFF);

    private final LeaderFixture fixture = new LeaderFixture();
    private final Kvs kvs = new LocalKvs(HERE, fixture.store.lockDelays(), fixture.writes);
    private final Txns txns = new LocalTxns(HERE, fixture.store::current, fixture.store.lockDelays(), fixture.writes);
    private final SessionTimers timers =
            new SessionTimers(fixture.store::current, fixture.writes, fixture.timers, Runnable::run, "dc1", Meter.NONE);
    private final Sessions sessions = new LocalSessions(
            HERE,
            fixture.store::current,
            fixture.leadership,
            fixture.writes,
            timers,
            new Ids(new Random(1)),
            Duration.ofSeconds(10),
            Meter.NONE);

    EndpointsTest() {
        Node node = new Node("", "n1", "127.0.0.1", "dc1", null, null, 0, 0);
        fixture.apply(Commands.encode(CommandType.REGISTER, RegisterRequest.CODEC, RegisterRequest.of(node)));
    }

    private static KvEntry entry(String key, String session) {
        return new KvEntry(0, key, 0, Bytes.of("v"), session, 0, 0);
    }

    private boolean apply(String op, KvEntry entry) {
        return kvs.apply(new KvsRequest("dc1", op, entry, "secret")).join();
    }

    private String session(long lockDelay) {
        Session session = new Session("", "", "n1", lockDelay, "", "", null, null, null, 0, 0);
        return sessions.apply(new SessionRequest("", SessionRequest.CREATE, session, ""))
                .join();
    }

    private void destroy(String id) {
        Session session = Session.CODEC.zero().withId(id);
        sessions.apply(new SessionRequest("", SessionRequest.DESTROY, session, ""))
                .join();
    }

    private static TxnOp kv(String verb, KvEntry entry) {
        return new TxnOp(new TxnKvOp(verb, entry), null, null, null, null, null);
    }

    private TxnResponse run(TxnOp... ops) {
        return txns.apply(new TxnRequest("", Arrays.asList(ops), "secret")).join();
    }

    @Test
    void aLockThatASessionLostCannotBeTakenForAWhile() {
        String first = session(Duration.ofSeconds(5).toNanos());
        String second = session(0);
        assertThat(apply(KvOp.LOCK, entry("k", first))).isTrue();
        destroy(first);
        int before = fixture.log.proposed.size();

        assertThat(apply(KvOp.LOCK, entry("k", second))).isFalse();
        assertThat(run(kv(KvOp.LOCK, entry("k", second))).errors())
                .containsExactly(new TxnError(0, "failed to lock key \"k\" due to lock delay"));
        assertThat(fixture.log.proposed).hasSize(before);
        fixture.pass(Duration.ofSeconds(6));

        assertThat(apply(KvOp.LOCK, entry("k", second))).isTrue();
    }

    @Test
    void whoAskedIsNotWrittenToTheLog() {
        apply(KvOp.SET, entry("k", ""));

        assertThat(fixture.proposed(CommandType.KVS, KvsRequest.CODEC))
                .singleElement()
                .extracting(KvsRequest::token)
                .isEqualTo("");
    }

    @Test
    void aTransactionIsLookedAtBeforeTheLog() {
        NodeService unnamed = withId(NodeService.CODEC.zero(), "web1");
        Node nameless = new Node("", "", "1.1.1.1", "", null, null, 0, 0);
        TxnResponse response = run(
                kv(KvOp.SET, entry("", "")),
                kv(KvOp.DELETE_TREE, entry("", "")),
                new TxnOp(null, new TxnNodeOp(TxnVerb.SET, nameless), null, null, null, null),
                new TxnOp(null, new TxnNodeOp(TxnVerb.GET, nameless), null, null, null, null),
                new TxnOp(null, null, new TxnServiceOp(TxnVerb.DELETE, "n1", unnamed), null, null, null),
                new TxnOp(null, null, null, null, null, null));

        assertThat(response.results()).isNull();
        assertThat(response.errors())
                .containsExactly(
                        new TxnError(0, "Must provide key"),
                        new TxnError(2, "Must provide node"),
                        new TxnError(4, "Must provide service name with ID"));
        assertThat(fixture.proposed(CommandType.TXN, TxnRequest.CODEC)).isEmpty();
    }

    private static NodeService withId(NodeService service, String id) {
        return service.withId(id);
    }

    @Test
    void aTransactionFillsInWhatIsLeftOut() {
        HealthCheck check = HealthCheck.CODEC.zero().withNode("n1");
        HealthCheck named =
                new HealthCheck(check.node(), "", "c", "passing", "", "", "", "", null, "", check.definition(), 0, 0);

        TxnResponse response = run(
                new TxnOp(null, null, null, new TxnCheckOp(TxnVerb.SET, named), null, null),
                kv(KvOp.SET, entry("k", "")));

        assertThat(response.errors()).isNull();
        assertThat(fixture.state().health().check("n1", "c", Watches.NONE)).isNotNull();
    }

    @Test
    void aTransactionOfReadsRunsWithoutTheLog() {
        apply(KvOp.SET, entry("k", ""));
        int before = fixture.log.proposed.size();

        TxnResponse found = new TxnRead(List.of(kv(KvOp.GET, entry("k", ""))))
                .evaluate(fixture.state(), Watches.NONE, Viewer.ALL)
                .value();
        TxnResponse refused = new TxnRead(List.of(kv(KvOp.GET, entry("", "")), kv("explode", entry("k", ""))))
                .evaluate(fixture.state(), Watches.NONE, Viewer.ALL)
                .value();
        TxnResponse unknown = new TxnRead(List.of(kv("explode", entry("k", ""))))
                .evaluate(fixture.state(), Watches.NONE, Viewer.ALL)
                .value();

        assertThat(found.results()).hasSize(1);
        assertThat(refused.errors()).containsExactly(new TxnError(0, "Must provide key"));
        assertThat(unknown.errors()).containsExactly(new TxnError(0, "unknown KV verb \"explode\""));
        assertThat(fixture.log.proposed).hasSize(before);
    }

    @Test
    void coordinatesAreCheckedBeforeTheyAreTaken() {
        CoordinateBatches batches =
                new CoordinateBatches(fixture.writes, fixture.timers, Runnable::run, Duration.ofSeconds(5));
        Coordinates coordinates = new LocalCoordinates(
                HERE, fixture.store::current, "n1", fixture.leadership, batches, ServerPlaces.NONE);
        batches.begin();

        refused(coordinates, null, "invalid coordinate");
        refused(coordinates, new Coordinate(List.of(1.0), 1, 0, 0), "incompatible coordinate");
        refused(coordinates, new Coordinate(Collections.nCopies(8, Double.NaN), 1, 0, 0), "invalid coordinate");
        refused(
                coordinates,
                new Coordinate(Collections.nCopies(8, 0.0), Double.POSITIVE_INFINITY, 0, 0),
                "invalid coordinate");
        coordinates
                .update(new CoordinateUpdateRequest("", "n1", "", Coordinates.ORIGIN, ""))
                .join();
        fixture.pass(Duration.ofSeconds(6));

        assertThat(fixture.state().coordinates().of("n1", "")).isEqualTo(Coordinates.ORIGIN);
    }

    private static void refused(Coordinates coordinates, @Nullable Coordinate coordinate, String text) {
        assertThatThrownBy(() -> coordinates
                        .update(new CoordinateUpdateRequest("", "n1", "", coordinate, ""))
                        .join())
                .rootCause()
                .isInstanceOf(RequestFailure.class)
                .hasMessage(text);
    }

    @Test
    void idsAreRandomUuids() {
        Ids ids = new Ids(new Random(3));
        Set<String> seen = new HashSet<>();

        for (int i = 0; i < 1_000; i++) {
            UUID id = UUID.fromString(ids.next());
            assertThat(id.version()).isEqualTo(4);
            assertThat(id.variant()).isEqualTo(2);
            seen.add(id.toString());
        }

        assertThat(seen).hasSize(1_000);
    }
}
