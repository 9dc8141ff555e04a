package io.praetor.server.fsm;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.connect.CaConfiguration;
import io.praetor.model.connect.CaConsulProviderState;
import io.praetor.model.connect.CaRequest;
import io.praetor.model.connect.CaRoot;
import io.praetor.model.log.CommandType;
import io.praetor.store.Watches;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What commands of the authority do, and that snapshots keep it (`snapshot.md` §2, §3).
class ConnectCommandsTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private final TestMachine machine = new TestMachine();

    private static CaRoot root(String id, boolean active) {
        return new CaRoot(
                id,
                "n",
                1,
                "k",
                "c",
                NOW,
                NOW,
                "PEM",
                null,
                "",
                "",
                active,
                active ? CaRoot.NEVER : NOW,
                "ec",
                256,
                0,
                0);
    }

    private static CaConfiguration config(long modifyIndex) {
        return new CaConfiguration("cluster", "consul", Map.of("LeafCertTTL", "72h"), null, false, 0, modifyIndex);
    }

    private @Nullable Object run(
            String op,
            long index,
            @Nullable List<CaRoot> roots,
            @Nullable CaConfiguration config,
            @Nullable CaConsulProviderState row) {
        return machine.apply(Commands.encode(
                CommandType.CONNECT_CA, CaRequest.CODEC, new CaRequest(op, "dc1", index, roots, config, row, "")));
    }

    private long rootsIndex() {
        return machine.now().connect().roots(Watches.NONE).index();
    }

    @Test
    void rootsAreReplacedOnlyWhenTheyAreWhatWasSeen() {
        assertThat(run(CaRequest.SET_ROOTS, 0, List.of(root("a", true)), null, null))
                .isEqualTo(true);
        long seen = rootsIndex();
        assertThat(run(CaRequest.SET_ROOTS, seen + 1, List.of(root("b", true)), null, null))
                .isEqualTo(false);
        assertThat(run(CaRequest.SET_ROOTS, seen, List.of(root("a", false), root("b", true)), null, null))
                .isEqualTo(true);

        assertThat(machine.now().connect().roots(Watches.NONE).value())
                .extracting(CaRoot::id, CaRoot::createIndex)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", seen),
                        org.assertj.core.groups.Tuple.tuple("b", rootsIndex()));
    }

    @Test
    void oneRootIsActive() {
        assertThat(run(CaRequest.SET_ROOTS, 0, List.of(root("a", true), root("b", true)), null, null))
                .isEqualTo(new StateError("there must be exactly one active CA root"));
        assertThat(run(CaRequest.SET_ROOTS, 0, null, null, null))
                .isEqualTo(new StateError("there must be exactly one active CA root"));
    }

    @Test
    void rootsAndConfigurationAreReplacedTogetherOrNotAtAll() {
        run(CaRequest.SET_CONFIG, 0, null, config(0), null);
        long written = machine.now().connect().config(Watches.NONE).index();

        assertThat(run(CaRequest.SET_ROOTS_AND_CONFIG, 0, List.of(root("a", true)), config(written + 5), null))
                .isEqualTo(false);
        assertThat(machine.now().connect().roots(Watches.NONE).value()).isEmpty();
        assertThat(run(CaRequest.SET_ROOTS_AND_CONFIG, 0, List.of(root("a", true)), config(written), null))
                .isEqualTo(true);
        assertThat(machine.now().connect().activeRoot()).isNotNull();
    }

    @Test
    void serialNumbersAndIndexesOfLeavesRise() {
        assertThat(run(CaRequest.INCREMENT_SERIAL, 0, null, null, null)).isEqualTo(1L);
        assertThat(run(CaRequest.INCREMENT_SERIAL, 0, null, null, null)).isEqualTo(2L);
        byte[] leaf = Commands.leaf("dc1");
        assertThat(leaf[0] & 0xFF).isEqualTo(21 | 128);
        assertThat(machine.apply(leaf)).isEqualTo(3L);
        assertThat(machine.now().operator().indexes()).containsEntry("connect-ca-leaf-certs", 3L);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(run("no-such-thing", 0, null, null, null))
                .isEqualTo(new StateError("Invalid CA operation 'no-such-thing'"));
        assertThat(run(CaRequest.SET_CONFIG, 0, null, null, null))
                .isEqualTo(new StateError("Missing CA configuration"));
        assertThat(run(CaRequest.SET_PROVIDER_STATE, 0, null, null, null))
                .isEqualTo(new StateError("Missing CA provider state"));
    }

    @Test
    void aSnapshotKeepsEverything() throws Exception {
        run(CaRequest.SET_CONFIG, 0, null, config(0), null);
        run(CaRequest.SET_PROVIDER_STATE, 0, null, null, new CaConsulProviderState("p", "KEY", "PEM", "", 0, 0));
        run(CaRequest.SET_ROOTS, 0, List.of(root("a", true)), null, null);
        run(CaRequest.INCREMENT_SERIAL, 0, null, null, null);

        TestMachine successor = machine.successor();

        assertThat(successor.now().connect().config(Watches.NONE))
                .isEqualTo(machine.now().connect().config(Watches.NONE));
        assertThat(successor.now().connect().roots(Watches.NONE))
                .isEqualTo(machine.now().connect().roots(Watches.NONE));
        assertThat(successor.now().connect().provider("p"))
                .isEqualTo(machine.now().connect().provider("p"));
        assertThat(successor.now().operator().indexes())
                .isEqualTo(machine.now().operator().indexes());
    }
}
