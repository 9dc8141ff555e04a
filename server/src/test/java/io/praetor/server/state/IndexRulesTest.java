package io.praetor.server.state;

import static io.praetor.server.state.Fixtures.check;
import static io.praetor.server.state.Fixtures.coordinate;
import static io.praetor.server.state.Fixtures.id;
import static io.praetor.server.state.Fixtures.kv;
import static io.praetor.server.state.Fixtures.nativeService;
import static io.praetor.server.state.Fixtures.node;
import static io.praetor.server.state.Fixtures.proxy;
import static io.praetor.server.state.Fixtures.service;
import static io.praetor.server.state.Fixtures.session;
import static io.praetor.server.state.Fixtures.withAddress;
import static io.praetor.server.state.Fixtures.withMeta;
import static io.praetor.server.state.Fixtures.withPort;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The table of `state-and-index.md` §4, row by row: for each read, the changes that wake it and move its index, and
/// those that leave it alone.
class IndexRulesTest {
    @FunctionalInterface
    private interface Change {
        void make(TestState state) throws StateException;
    }

    /// What can happen to the state that [#populated] makes.
    private static final Map<String, Change> CHANGES = new LinkedHashMap<>();

    static {
        CHANGES.put("node n1 changes", s -> s.register(withMeta(withAddress(node("n1"), "10.9.9.9"), "rack", "1")));
        CHANGES.put("node n2 changes", s -> s.register(withAddress(node("n2"), "10.9.9.9")));
        CHANGES.put("node n3 appears", s -> s.register(withMeta(node("n3"), "rack", "1")));
        CHANGES.put("node n2 goes", s -> s.deregister("n2", "", ""));
        CHANGES.put("web1 changes", s -> s.register("n1", withPort(service("web1", "web", "v1"), 81)));
        CHANGES.put("web2 goes", s -> s.deregister("n2", "web2", ""));
        CHANGES.put("web3 appears", s -> s.register("n2", service("web3", "web", "v1")));
        CHANGES.put("db goes", s -> s.deregister("n1", "db1", ""));
        CHANGES.put("api appears", s -> s.register("n1", service("api1", "api")));
        CHANGES.put("web proxy changes", s -> s.register("n1", withPort(proxy("wp", "web-proxy", "web"), 81)));
        CHANGES.put("web1 check changes", s -> s.register(check("n1", "web1:up", "warning", "web1")));
        CHANGES.put("web1 check goes", s -> s.deregister("n1", "", "web1:up"));
        CHANGES.put("db check changes", s -> s.register(check("n1", "db1:up", "warning", "db1")));
        CHANGES.put("n1 check changes", s -> s.register(check("n1", "mem", "warning")));
        CHANGES.put("n1 check goes", s -> s.deregister("n1", "", "mem"));
        CHANGES.put("n2 check changes", s -> s.register(check("n2", "mem", "warning")));
        CHANGES.put("key a/1 changes", s -> s.set(kv("a/1", "new")));
        CHANGES.put("key a/1 goes", s -> s.delete("a/1"));
        CHANGES.put("key a/9 appears", s -> s.set(kv("a/9", "new")));
        CHANGES.put("key b changes", s -> s.set(kv("b", "new")));
        CHANGES.put("session 1 goes", s -> s.destroy(id(1)));
        CHANGES.put("session on n2 appears", s -> s.create(session(id(3), "n2")));
        CHANGES.put("coordinate of n1", s -> coordinates(s, coordinate("n1", 2)));
        CHANGES.put("coordinate of n2", s -> coordinates(s, coordinate("n2", 2)));
        CHANGES.put("node n1 is registered again", s -> s.register(withMeta(node("n1"), "rack", "1")));
        CHANGES.put("web1 is registered again", s -> s.register("n1", service("web1", "web", "v1")));
        CHANGES.put("web1 check is registered again", s -> s.register(check("n1", "web1:up", "passing", "web1")));
        CHANGES.put("key a/1 is written again", s -> s.set(kv("a/1", "old")));
    }

    private static void coordinates(TestState state, NodeCoordinate... batch) throws StateException {
        state.run(write -> {
            write.coordinates().update(List.of(batch));
            return null;
        });
    }

    private static TestState populated() throws StateException {
        TestState state = new TestState();
        state.register(withMeta(node("n1"), "rack", "1"));
        state.register(node("n2"));
        state.register("n1", service("web1", "web", "v1"));
        state.register("n2", service("web2", "web", "v2"));
        state.register("n1", service("db1", "db"));
        state.register("n1", proxy("wp", "web-proxy", "web"));
        state.register("n1", nativeService("nat", "nat"));
        state.register(check("n1", "web1:up", "passing", "web1"));
        state.register(check("n1", "db1:up", "passing", "db1"));
        state.register(check("n1", "mem", "passing"));
        state.register(check("n2", "mem", "passing"));
        state.set(kv("a/1", "old"));
        state.set(kv("a/2", "old"));
        state.set(kv("b", "old"));
        state.create(session(id(1), "n1"));
        state.create(session(id(2), "n1"));
        coordinates(state, coordinate("n1", 1), coordinate("n2", 1));
        return state;
    }

    private final List<DynamicTest> tests = new ArrayList<>();

    /// The read is woken by exactly these changes, and its index becomes theirs.
    private void row(String name, TestState.Read read, String... waking) {
        List<String> expected = List.of(waking);
        assertThat(CHANGES.keySet()).containsAll(expected);
        CHANGES.forEach((change, how) -> tests.add(DynamicTest.dynamicTest(
                name + (expected.contains(change) ? " is woken when " : " sleeps on when ") + change,
                () -> proves(read, how, expected.contains(change)))));
    }

    private static void proves(TestState.Read read, Change change, boolean wakes) throws StateException {
        TestState state = populated();
        TestState.Parked parked = state.park(read);
        long before = state.index;

        change.make(state);

        Indexed<?> after = read.on(state.now(), Watches.NONE);
        if (wakes) {
            assertThat(parked.watches().fired()).isTrue();
            assertThat(after.index()).isEqualTo(state.index);
        } else {
            boolean answers =
                    parked.watches().fired() && after.index() > parked.answer().index();
            assertThat(answers).as("index %s", after.index()).isFalse();
        }
        assertThat(state.index).isEqualTo(before + 1);
    }

    private static final String[] NODE_CHANGES = {
        "node n1 changes", "node n2 changes", "node n3 appears", "node n2 goes"
    };
    private static final String[] SERVICE_CHANGES = {
        "node n2 goes", "web1 changes", "web2 goes", "web3 appears", "db goes", "api appears", "web proxy changes"
    };
    private static final String[] CHECK_CHANGES = {
        "node n2 goes",
        "db goes",
        "web1 check changes",
        "web1 check goes",
        "db check changes",
        "n1 check changes",
        "n1 check goes",
        "n2 check changes"
    };

    private static String[] both(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).distinct().toArray(String[]::new);
    }

    @TestFactory
    List<DynamicTest> catalog() {
        row("nodes", (s, w) -> s.catalog().nodes(Map.of(), w), NODE_CHANGES);
        row(
                "nodes with metadata",
                (s, w) -> s.catalog().nodes(Map.of("rack", "1"), w),
                "node n1 changes",
                "node n3 appears");
        // A check of a node moves the services' index when it goes, but changes no service: nobody is woken by that
        // alone.
        row("services", (s, w) -> s.catalog().serviceNames(Map.of(), w), SERVICE_CHANGES);
        row(
                "services of nodes with metadata",
                (s, w) -> s.catalog().serviceNames(Map.of("rack", "1"), w),
                both(SERVICE_CHANGES, "node n1 changes", "node n3 appears"));
        row(
                "service web",
                (s, w) -> s.catalog().serviceNodes("web", List.of(), w),
                "node n1 changes",
                "node n2 changes",
                "node n2 goes",
                "web1 changes",
                "web2 goes",
                "web3 appears");
        row(
                "service web, tag v1",
                (s, w) -> s.catalog().serviceNodes("web", List.of("V1"), w),
                "node n1 changes",
                "node n2 goes",
                "web1 changes",
                "web2 goes",
                "web3 appears");
        row("services of n1", (s, w) -> s.catalog().nodeServices("n1", w), nodeOne());
        row("service list of n1", (s, w) -> s.catalog().nodeServiceList("N1", w), nodeOne());
        return tests;
    }

    private static String[] nodeOne() {
        return new String[] {"node n1 changes", "web1 changes", "db goes", "api appears", "web proxy changes"};
    }

    @TestFactory
    List<DynamicTest> health() {
        row(
                "checks of n1",
                (s, w) -> s.health().nodeChecks("n1", w),
                "db goes",
                "web1 check changes",
                "web1 check goes",
                "db check changes",
                "n1 check changes",
                "n1 check goes");
        row(
                "checks of web",
                (s, w) -> s.health().serviceChecks("web", Map.of(), w),
                "web1 check changes",
                "web1 check goes");
        row("checks in any state", (s, w) -> s.health().checksInState("any", Map.of(), w), CHECK_CHANGES);
        row("passing checks", (s, w) -> s.health().checksInState("passing", Map.of(), w), CHECK_CHANGES);
        row(
                "warning checks",
                (s, w) -> s.health().checksInState("warning", Map.of(), w),
                "web1 check changes",
                "db check changes",
                "n1 check changes",
                "n2 check changes");
        row("health of web", (s, w) -> s.health().serviceNodes("web", w), healthOfWeb());
        row(
                "health of web, tag v1",
                (s, w) -> s.health().serviceNodes("web", List.of("v1"), w),
                "node n1 changes",
                "node n2 goes",
                "web1 changes",
                "web2 goes",
                "web3 appears",
                "web1 check changes",
                "web1 check goes",
                "n1 check changes",
                "n1 check goes");
        row(
                "mesh health of web",
                (s, w) -> s.health().connectServiceNodes("web", w),
                "node n1 changes",
                "web proxy changes",
                "n1 check changes",
                "n1 check goes");
        row("node dump", (s, w) -> s.health().nodeInfos(w), both(NODE_CHANGES, both(SERVICE_CHANGES, CHECK_CHANGES)));
        row(
                "service dump",
                (s, w) -> s.health().allServiceNodes(null, w),
                both(NODE_CHANGES, both(SERVICE_CHANGES, CHECK_CHANGES)));
        return tests;
    }

    private static String[] healthOfWeb() {
        return new String[] {
            "node n1 changes",
            "node n2 changes",
            "node n2 goes",
            "web1 changes",
            "web2 goes",
            "web3 appears",
            "web1 check changes",
            "web1 check goes",
            "n1 check changes",
            "n1 check goes",
            "n2 check changes"
        };
    }

    @TestFactory
    List<DynamicTest> keys() {
        row("key a/1", (s, w) -> s.kv().get("a/1", w), "key a/1 changes", "key a/1 goes");
        row("absent key", (s, w) -> s.kv().get("a/9", w), "key a/9 appears");
        row("keys below a/", (s, w) -> s.kv().list("a/", w), "key a/1 changes", "key a/1 goes", "key a/9 appears");
        row(
                "all keys",
                (s, w) -> s.kv().list("", w),
                "key a/1 changes",
                "key a/1 goes",
                "key a/9 appears",
                "key b changes");
        return tests;
    }

    @TestFactory
    List<DynamicTest> sessionsAndCoordinates() {
        row("session 1", (s, w) -> s.sessions().get(id(1), w), "session 1 goes");
        row("sessions", (s, w) -> s.sessions().all(w), "session 1 goes", "session on n2 appears");
        row("sessions of n1", (s, w) -> s.sessions().ofNode("n1", w), "session 1 goes");
        row("coordinates", (s, w) -> s.coordinates().all(w), "coordinate of n1", "coordinate of n2", "node n2 goes");
        row("coordinates of n1", (s, w) -> s.coordinates().ofNode("n1", w), "coordinate of n1");
        return tests;
    }
}
