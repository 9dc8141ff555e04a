package io.praetor.server.state;

import static io.praetor.server.state.Fixtures.at;
import static io.praetor.server.state.Fixtures.by;
import static io.praetor.server.state.Fixtures.check;
import static io.praetor.server.state.Fixtures.id;
import static io.praetor.server.state.Fixtures.kv;
import static io.praetor.server.state.Fixtures.node;
import static io.praetor.server.state.Fixtures.service;
import static io.praetor.server.state.Fixtures.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.Bytes;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.session.Session;
import io.praetor.model.txn.TxnCheckOp;
import io.praetor.model.txn.TxnError;
import io.praetor.model.txn.TxnKvOp;
import io.praetor.model.txn.TxnNodeOp;
import io.praetor.model.txn.TxnOp;
import io.praetor.model.txn.TxnResponse;
import io.praetor.model.txn.TxnResult;
import io.praetor.model.txn.TxnServiceOp;
import io.praetor.model.txn.TxnSessionOp;
import io.praetor.store.Watches;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `state-and-index.md` §10 and the texts of `http-api.md` §11.
class TxnRulesTest {
    private final TestState state = new TestState();

    @BeforeEach
    void aNodeAndASession() throws StateException {
        state.register(node("n", id(99)));
        state.create(session(id(1), "n"));
    }

    private static TxnOp op(String verb, KvEntry entry) {
        return new TxnOp(new TxnKvOp(verb, entry), null, null, null, null, null);
    }

    private static TxnOp op(String verb, Node node) {
        return new TxnOp(null, new TxnNodeOp(verb, node), null, null, null, null);
    }

    private static TxnOp op(String verb, String node, NodeService service) {
        return new TxnOp(null, null, new TxnServiceOp(verb, node, service), null, null, null);
    }

    private static TxnOp op(String verb, HealthCheck check) {
        return new TxnOp(null, null, null, new TxnCheckOp(verb, check), null, null);
    }

    private static TxnOp op(String verb, Session session) {
        return new TxnOp(null, null, null, null, new TxnSessionOp(verb, session), null);
    }

    private List<String> errors(TxnOp... ops) throws StateException {
        return Objects.requireNonNull(state.txn(ops).errors()).stream()
                .map(TxnError::what)
                .toList();
    }

    @Test
    void answersWritesWithoutValuesAndReadsWithThem() throws StateException {
        TxnResponse response = state.txn(
                op("set", kv("a", "1")),
                op("get", kv("a", "")),
                op("cas", at(kv("b", "2"), 0)),
                op("lock", by(kv("c", "3"), id(1))),
                op("check-session", by(kv("c", ""), id(1))),
                op("unlock", by(kv("c", "4"), id(1))),
                op("check-index", at(kv("a", ""), 3)),
                op("check-not-exists", kv("z", "")),
                op("get-tree", kv("", "")),
                op("delete", kv("a", "")),
                op("delete-cas", at(kv("b", ""), 3)),
                op("delete-tree", kv("c", "")),
                TxnOp.CODEC.zero());

        KvEntry a = kv("a", "1").withIndexes(3, 3);
        KvEntry b = kv("b", "2").withIndexes(3, 3);
        KvEntry held = kv("c", "3").withLock(id(1), 1).withIndexes(3, 3);
        KvEntry free = kv("c", "4").withLock("", 1).withIndexes(3, 3);
        assertThat(response)
                .isEqualTo(new TxnResponse(
                        List.of(
                                TxnResult.of(a.withoutValue()),
                                TxnResult.of(a),
                                TxnResult.of(b.withoutValue()),
                                TxnResult.of(held.withoutValue()),
                                TxnResult.of(held.withoutValue()),
                                TxnResult.of(free.withoutValue()),
                                TxnResult.of(a.withoutValue()),
                                TxnResult.of(a),
                                TxnResult.of(b),
                                TxnResult.of(free)),
                        null));
        assertThat(state.now().kv().list("", Watches.NONE).value()).isEmpty();
    }

    @Test
    void appliesNothingAndCollectsAllErrors() throws StateException {
        TxnResponse response = state.txn(
                op("set", kv("a", "1")), op("get", kv("b", "")), op("set", node("new")), op("nonsense", kv("c", "")));

        assertThat(response)
                .isEqualTo(new TxnResponse(
                        null,
                        List.of(
                                new TxnError(1, "key \"b\" doesn't exist"),
                                new TxnError(3, "unknown KV verb \"nonsense\""))));
        assertThat(state.now().kv().get("a", Watches.NONE).value()).isNull();
        assertThat(state.now().catalog().node("new", Watches.NONE)).isNull();
    }

    @Test
    void saysWhyAKeyOperationFailed() throws StateException {
        state.create(session(id(2), "n"));
        state.set(kv("k", "v"));
        state.lock(by(kv("held", "v"), id(1)));

        assertThat(errors(
                        op("cas", at(kv("k", ""), 1)),
                        op("delete-cas", at(kv("k", ""), 1)),
                        op("lock", by(kv("held", ""), id(2))),
                        op("lock", by(kv("k", ""), id(7))),
                        op("unlock", by(kv("held", ""), id(2))),
                        op("check-session", by(kv("x", ""), id(2))),
                        op("check-session", by(kv("held", ""), id(2))),
                        op("check-index", at(kv("x", ""), 2)),
                        op("check-index", at(kv("k", ""), 2)),
                        op("check-not-exists", kv("k", "")),
                        op("get", kv("say \"x\"", ""))))
                .containsExactly(
                        "failed to set key \"k\", index is stale",
                        "failed to delete key \"k\", index is stale",
                        "failed to lock key \"held\", lock is already held",
                        "invalid session \"" + id(7) + "\"",
                        "failed to unlock key \"held\", lock isn't held, or is held by another session",
                        "failed to check session, key \"x\" doesn't exist",
                        "failed session check for key \"held\", current session \"" + id(1) + "\" != \"" + id(2) + "\"",
                        "failed to check index, key \"x\" doesn't exist",
                        "failed index check for key \"k\", current modify index 4 != 2",
                        "key \"k\" exists",
                        "key \"say \\\"x\\\"\" doesn't exist");
    }

    @Test
    void writesTheCatalogAndAnswersWhatIsStored() throws StateException {
        TxnResponse response = state.txn(
                op("set", node("m")),
                op("get", node("ignored", id(99))),
                op("set", "m", service("w", "web")),
                op("get", "m", service("w", "")),
                op("set", check("m", "c", "passing", "w")),
                op("cas", check("m", "d", "passing")),
                op("delete", check("m", "d", "")),
                op("delete-cas", "m", service("w", "web").withIndexes(0, 3)),
                op("delete", node("m")),
                op("delete", session(id(1), "")));

        List<TxnResult> results = Objects.requireNonNull(response.results());
        assertThat(results).hasSize(6);
        assertThat(results.get(0).node()).isEqualTo(node("m").withIndexes(3, 3));
        assertThat(Objects.requireNonNull(results.get(1).node()).node()).isEqualTo("n");
        assertThat(results.get(2)).isEqualTo(results.get(3));
        assertThat(Objects.requireNonNull(results.get(4).check()).serviceName()).isEqualTo("web");
        assertThat(state.now().sessions().all(Watches.NONE).value()).isEmpty();
        assertThat(state.now().catalog().node("m", Watches.NONE)).isNull();
    }

    @Test
    void saysWhyACatalogOperationFailed() throws StateException {
        assertThat(errors(
                        op("get", node("x")),
                        op("cas", node("n").withIndexes(0, 9)),
                        op("delete-cas", node("n").withIndexes(0, 9)),
                        op("x", node("n")),
                        op("get", "n", service("s", "")),
                        op("cas", "n", service("s", "s").withIndexes(0, 9)),
                        op("delete-cas", "n", service("s", "s")),
                        op("x", "n", service("s", "s")),
                        op("get", check("n", "c", "")),
                        op("cas", check("n", "c", "").withIndexes(0, 9)),
                        op("delete-cas", check("n", "c", "")),
                        op("x", check("n", "c", "")),
                        op("set", "x", service("s", "s"))))
                .containsExactly(
                        "node \"x\" doesn't exist",
                        "failed to set node \"n\", index is stale",
                        "failed to delete node \"n\", index is stale",
                        "unknown Node verb \"x\"",
                        "service \"s\" on node \"n\" doesn't exist",
                        "failed to set service \"s\" on node \"n\", index is stale",
                        "failed to delete service \"s\" on node \"n\", index is stale",
                        "unknown Service verb \"x\"",
                        "check \"c\" on node \"n\" doesn't exist",
                        "failed to set check \"c\" on node \"n\", index is stale",
                        "failed to delete check \"c\" on node \"n\", index is stale",
                        "unknown Check verb \"x\"",
                        "Missing node registration");
    }

    @Test
    void readsWithoutALog() throws StateException {
        state.set(kv("a", "1"));
        List<TxnOp> reads = List.of(op("get", kv("a", "")), op("get", node("n")), TxnOp.CODEC.zero());

        TxnResponse response = state.now().txns().run(reads);

        assertThat(reads).allMatch(TxnReads::isRead);
        assertThat(TxnReads.isRead(op("set", kv("a", "")))).isFalse();
        assertThat(Objects.requireNonNull(response.results())).hasSize(2);
        assertThat(Objects.requireNonNull(Objects.requireNonNull(response.results())
                                .get(0)
                                .kv())
                        .value())
                .isEqualTo(Bytes.of("1"));
        assertThat(Objects.requireNonNull(
                        state.now().txns().run(List.of(op("set", kv("a", "")))).errors()))
                .containsExactly(new TxnError(0, "unknown KV verb \"set\""));
    }

    @Test
    void forgetsLockDelaysAndSessionsOfATransactionThatFailed() throws StateException {
        state.create(session(id(2), "n", "release", 1_000));
        state.lock(by(kv("k", "v"), id(2)));
        state.told.clear();
        state.txn(op("delete", session(id(2), "")), op("get", kv("absent", "")));

        assertThat(state.told).isEmpty();
        assertThat(state.store.lockDelays().isActive("k")).isFalse();
    }
}
