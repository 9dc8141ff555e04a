package io.praetor.server.fsm;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.server.state.Fixtures;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever happens: a read whose answer is another now has been woken, and finds an index larger than the one it had.
/// The contract has one exception: a tree deleted from further up leaves its tombstone there, outside the prefix that
/// was listed.
class WakeUpTest {
    private static final int ROUNDS = 2500;

    @FunctionalInterface
    private interface Read {
        Indexed<?> on(State state, Watches watches);
    }

    private static Map<String, Read> reads() {
        Map<String, Read> reads = new LinkedHashMap<>();
        reads.put("nodes", (s, w) -> s.catalog().nodes(Map.of(), w));
        reads.put("nodes in r1", (s, w) -> s.catalog().nodes(Map.of("rack", "r1"), w));
        reads.put("services", (s, w) -> s.catalog().serviceNames(Map.of(), w));
        reads.put("services in r1", (s, w) -> s.catalog().serviceNames(Map.of("rack", "r1"), w));
        reads.put("node dump", (s, w) -> s.health().nodeInfos(w));
        reads.put("service dump", (s, w) -> s.health().allServiceNodes(null, w));
        for (String name : List.of("web", "db", "web-proxy")) {
            reads.put("service " + name, (s, w) -> s.catalog().serviceNodes(name, List.of(), w));
            reads.put("tagged " + name, (s, w) -> s.catalog().serviceNodes(name, List.of("v1"), w));
            reads.put("health " + name, (s, w) -> s.health().serviceNodes(name, w));
            reads.put("tagged health " + name, (s, w) -> s.health().serviceNodes(name, List.of("v1"), w));
            reads.put("checks " + name, (s, w) -> s.health().serviceChecks(name, Map.of(), w));
        }
        for (String status : List.of("any", "passing", "critical")) {
            reads.put("state " + status, (s, w) -> s.health().checksInState(status, Map.of(), w));
        }
        for (String node : List.of("n0", "N1")) {
            reads.put("services of " + node, (s, w) -> s.catalog().nodeServices(node, w));
            reads.put("service list of " + node, (s, w) -> s.catalog().nodeServiceList(node, w));
            reads.put("checks of " + node, (s, w) -> s.health().nodeChecks(node, w));
            reads.put("info of " + node, (s, w) -> s.health().nodeInfo(node, w));
            reads.put("sessions of " + node, (s, w) -> s.sessions().ofNode(node, w));
            reads.put("coordinates of " + node, (s, w) -> s.coordinates().ofNode(node, w));
        }
        for (String prefix : List.of("", "a", "a/", "b/1")) {
            reads.put("keys " + prefix, (s, w) -> s.kv().list(prefix, w));
            reads.put("key " + prefix, (s, w) -> s.kv().get(prefix, w));
        }
        reads.put("session", (s, w) -> s.sessions().get(Fixtures.id(1), w));
        reads.put("sessions", (s, w) -> s.sessions().all(w));
        reads.put("coordinates", (s, w) -> s.coordinates().all(w));
        return reads;
    }

    private record Parked(Indexed<?> answer, Watches watches) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void isNeverMissed(long seed) {
        TestMachine machine = new TestMachine();
        RandomCommands commands = new RandomCommands(new Random(seed));
        Map<String, Read> reads = reads();
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, Parked> parked = new LinkedHashMap<>();
            reads.forEach((name, read) -> {
                Watches watches = new Watches(Watches.DEFAULT_LIMIT);
                parked.put(name, new Parked(read.on(machine.now(), watches), watches));
            });
            byte[] command = commands.next(machine.logIndex);
            machine.apply(command);
            int at = round;
            parked.forEach((name, before) -> {
                Indexed<?> after = Objects.requireNonNull(reads.get(name)).on(machine.now(), Watches.NONE);
                if (!Objects.equals(after.value(), before.answer().value())) {
                    String where = "seed " + seed + ", round " + at + ", command " + command[0] + ", read " + name;
                    assertThat(before.watches().fired()).as(where).isTrue();
                    if (!name.startsWith("keys ") || name.equals("keys ")) {
                        assertThat(after.index())
                                .as(where)
                                .isGreaterThan(before.answer().index());
                    }
                }
                before.watches().close();
            });
        }
        assertThat(machine.states.watchedCells()).isZero();
    }
}
