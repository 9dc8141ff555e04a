package io.praetor.server.fsm;

import static io.praetor.server.state.Fixtures.at;
import static io.praetor.server.state.Fixtures.by;
import static io.praetor.server.state.Fixtures.coordinate;
import static io.praetor.server.state.Fixtures.id;
import static io.praetor.server.state.Fixtures.kv;
import static io.praetor.server.state.Fixtures.node;
import static io.praetor.server.state.Fixtures.register;
import static io.praetor.server.state.Fixtures.service;
import static io.praetor.server.state.Fixtures.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvsRequest;
import io.praetor.model.kv.TombstoneRequest;
import io.praetor.model.log.CommandType;
import io.praetor.model.operator.AutopilotConfig;
import io.praetor.model.operator.AutopilotSetConfigRequest;
import io.praetor.model.session.Session;
import io.praetor.model.session.SessionRequest;
import io.praetor.model.txn.TxnError;
import io.praetor.model.txn.TxnKvOp;
import io.praetor.model.txn.TxnOp;
import io.praetor.model.txn.TxnRequest;
import io.praetor.model.txn.TxnResponse;
import io.praetor.store.Watches;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `snapshot.md` §3.
class CommandsTest {
    private final TestMachine machine = new TestMachine();

    @BeforeEach
    void aNode() {
        assertThat(machine.apply(CommandType.REGISTER, RegisterRequest.CODEC, register(node("n"), service("w", "web"))))
                .isNull();
    }

    private @Nullable Object kvs(String op, KvEntry entry) {
        return machine.apply(CommandType.KVS, KvsRequest.CODEC, new KvsRequest("dc1", op, entry, ""));
    }

    private @Nullable Object sessions(String op, Session session) {
        return machine.apply(CommandType.SESSION, SessionRequest.CODEC, new SessionRequest("dc1", op, session, ""));
    }

    @Test
    void answersKeysAsTheOriginalDoes() {
        assertThat(sessions("create", session(id(1), "n"))).isEqualTo(id(1));
        assertThat(kvs("set", kv("k", "v"))).isNull();
        assertThat(kvs("cas", at(kv("k", "w"), 1))).isEqualTo(false);
        assertThat(kvs("cas", at(kv("k", "w"), 3))).isEqualTo(true);
        assertThat(kvs("lock", by(kv("k", "w"), id(1)))).isEqualTo(true);
        assertThat(kvs("unlock", by(kv("k", "w"), id(2)))).isEqualTo(false);
        assertThat(kvs("unlock", by(kv("k", "w"), id(1)))).isEqualTo(true);
        assertThat(kvs("delete-cas", at(kv("k", ""), 1))).isEqualTo(false);
        assertThat(kvs("delete", kv("k", ""))).isNull();
        assertThat(kvs("delete-tree", kv("", ""))).isNull();
        assertThat(kvs("frobnicate", kv("k", ""))).isEqualTo(new StateError("Invalid KVS operation 'frobnicate'"));
        assertThat(kvs("lock", kv("k", ""))).isEqualTo(new StateError("missing session"));
    }

    @Test
    void answersSessionsWithTheirId() {
        assertThat(sessions("create", session(id(1), "n"))).isEqualTo(id(1));
        assertThat(sessions("destroy", session(id(1), "n"))).isNull();
        assertThat(sessions("create", session(id(1), "x"))).isEqualTo(new StateError("Missing node registration"));
        assertThat(sessions("renew", session(id(1), "n")))
                .isEqualTo(new StateError("Invalid Session operation 'renew'"));
    }

    @Test
    void deregistersWhatIsNamed() {
        assertThat(machine.apply(
                        CommandType.DEREGISTER,
                        DeregisterRequest.CODEC,
                        new DeregisterRequest("dc1", "n", "", "w", "", "")))
                .isNull();
        assertThat(machine.now().catalog().servicesOf("n", Watches.NONE)).isEmpty();
        assertThat(machine.now().catalog().node("n", Watches.NONE)).isNotNull();
    }

    @Test
    void reapsTombstones() {
        kvs("set", kv("k", "v"));
        kvs("delete", kv("k", ""));

        assertThat(machine.apply(
                        CommandType.TOMBSTONE, TombstoneRequest.CODEC, new TombstoneRequest("dc1", "reap", 3, "")))
                .isNull();
        assertThat(machine.apply(
                        CommandType.TOMBSTONE, TombstoneRequest.CODEC, new TombstoneRequest("dc1", "sow", 3, "")))
                .isEqualTo(new StateError("Invalid Tombstone operation 'sow'"));
    }

    @Test
    void writesCoordinatesOfKnownNodesUnderTheIgnorableType() {
        byte[] command = Commands.coordinates(
                List.of(coordinate("n", 1), coordinate("unknown", 1), coordinate("n", Double.NaN)));

        assertThat(command[0]).isEqualTo((byte) 0x86);
        assertThat(machine.apply(command)).isNull();
        assertThat(machine.now().coordinates().all(Watches.NONE).value()).containsExactly(coordinate("n", 1));
    }

    @Test
    void answersTransactionsWithResultsOrErrors() {
        TxnOp get = new TxnOp(new TxnKvOp("get", kv("k", "")), null, null, null, null, null);
        TxnOp set = new TxnOp(new TxnKvOp("set", kv("k", "v")), null, null, null, null, null);

        assertThat(txn(List.of(get)))
                .isEqualTo(new TxnResponse(null, List.of(new TxnError(0, "key \"k\" doesn't exist"))));
        assertThat(txn(List.of(set, get))).isInstanceOfSatisfying(TxnResponse.class, response -> {
            assertThat(response.errors()).isNull();
            assertThat(response.results()).hasSize(2);
        });
        assertThat(txn(null)).isEqualTo(new TxnResponse(List.of(), null));
    }

    private @Nullable Object txn(@Nullable List<TxnOp> ops) {
        return machine.apply(CommandType.TXN, TxnRequest.CODEC, new TxnRequest("dc1", ops, ""));
    }

    @Test
    void setsAutopilotsConfigurationIfUnchanged() {
        AutopilotConfig config = new AutopilotConfig(true, 1, 2, 3, 4, "", false, "", 0, 0);

        assertThat(autopilot(config, true)).as("there is none yet").isEqualTo(false);
        assertThat(autopilot(config, false)).isNull();
        assertThat(autopilot(config, true)).isEqualTo(false);
        assertThat(autopilot(config.withIndexes(0, 3), true)).isEqualTo(true);
        assertThat(machine.now().operator().autopilot(Watches.NONE).value()).isEqualTo(config.withIndexes(3, 5));
    }

    private @Nullable Object autopilot(AutopilotConfig config, boolean cas) {
        return machine.apply(
                CommandType.AUTOPILOT,
                AutopilotSetConfigRequest.CODEC,
                new AutopilotSetConfigRequest("dc1", config, cas, ""));
    }

    @Test
    void skipsUnknownCommandsOnlyIfTheySayTheyMayBe() {
        Map<String, Object> before = machine.everything();

        assertThat(machine.apply(new byte[] {(byte) 0xa8, (byte) 0x80})).isNull();
        assertThat(machine.apply(new byte[] {0x28, (byte) 0x80})).isEqualTo(new StateError("unknown command type 40"));
        assertThat(machine.apply(new byte[] {0x0c, (byte) 0x80}))
                .isEqualTo(new StateError("command type 12 is not supported"));
        assertThat(machine.apply(new byte[0])).isEqualTo(new StateError("empty command"));
        assertThat(machine.apply(HexFormat.of().parseHex("0281")))
                .isEqualTo(new StateError("failed to decode request: msgpack: unexpected end at offset 2"));

        before.put("last index", machine.machine.lastIndex());
        assertThat(machine.everything()).isEqualTo(before);
    }
}
