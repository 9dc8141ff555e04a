package io.praetor.server.fsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.acl.AclToken;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.model.codec.PackReader;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.log.CommandType;
import io.praetor.model.query.PreparedQuery;
import io.praetor.model.snapshot.ArchiveReader;
import io.praetor.store.Watches;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `snapshot.md` §2.
class SnapshotTest {
    private static byte[] recorded() throws IOException {
        ByteArrayOutputStream state = new ByteArrayOutputStream();
        try (InputStream archive = SnapshotTest.class.getResourceAsStream("snapshot-vector.snap")) {
            ArchiveReader.read(Objects.requireNonNull(archive), state);
        }
        return state.toByteArray();
    }

    /// Type and value of each record, in order; the pairs of maps have none.
    private static List<String> records(byte[] state) throws DecodeException {
        PackReader in = new PackReader(state);
        List<String> records = new ArrayList<>();
        records.add("header " + in.any());
        while (!in.atEnd()) {
            int type = in.rawByte();
            byte[] body = in.slice();
            // the recorded times of tokens have an offset of zero instead of none: the same instant in other bytes
            Object value = type == CommandType.ACL_TOKEN_SET.code()
                    ? AclToken.CODEC.unpack(new PackReader(body))
                    : new PackReader(body).any();
            records.add(type + " " + body.length + " " + shown(value));
        }
        return records;
    }

    private static String shown(@Nullable Object value) {
        return value instanceof AclToken token ? Json.text(AclToken.CODEC, token) : String.valueOf(value);
    }

    private static TestMachine restored(byte[] state) throws IOException {
        TestMachine machine = new TestMachine();
        machine.machine.restore(new ByteArrayInputStream(state), 30, 2);
        machine.logIndex = 30;
        machine.term = 2;
        return machine;
    }

    @Test
    void writesWhatItRestoredInTheSameOrder() throws Exception {
        byte[] state = recorded();

        byte[] again = restored(state).portable();

        assertThat(again).hasSameSizeAs(state);
        assertThat(records(again)).isEqualTo(records(state));
    }

    @Test
    void answersFromARestoredState() throws IOException {
        TestMachine machine = restored(recorded());

        assertThat(machine.machine.lastIndex()).isEqualTo(30);
        assertThat(machine.now().kv().list("app/", Watches.NONE))
                .satisfies(found ->
                        assertThat(found.value()).extracting(KvEntry::key).containsExactly("app/a", "app/lock"))
                .satisfies(found -> assertThat(found.index()).isEqualTo(23));
        assertThat(machine.now()
                        .catalog()
                        .serviceNames(Map.of(), Watches.NONE)
                        .value()
                        .keySet())
                .containsExactly("consul", "db", "db-proxy");
        assertThat(machine.now().health().serviceNodes("db", Watches.NONE).index())
                .isEqualTo(20);
        assertThat(machine.now().sessions().all(Watches.NONE).value()).hasSize(1);
        assertThat(machine.now().preparedQueries().all(Watches.NONE)).satisfies(found -> {
            assertThat(found.index()).isEqualTo(24);
            assertThat(found.value()).extracting(PreparedQuery::name).containsExactly("q1");
        });
        assertThat(machine.now().aclTokens().all(_ -> true, Watches.NONE)).satisfies(found -> {
            assertThat(found.index()).isEqualTo(13);
            assertThat(found.value())
                    .extracting(AclToken::description)
                    .containsExactly("t1", "Anonymous Token", "Bootstrap Token (Global Management)");
        });
        assertThat(machine.now().aclTokens().bootstrapIndex()).isEqualTo(10);
        assertThat(machine.now().acl().authMethod("jwt1", Watches.NONE).index()).isEqualTo(14);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void answersEverythingAlikeAfterARestore(long seed) throws Exception {
        TestMachine machine = new TestMachine();
        RandomCommands commands = new RandomCommands(new Random(seed));
        for (int i = 0; i < 600; i++) {
            machine.apply(commands.next(machine.logIndex));
            if (i % 100 == 99) {
                TestMachine successor = machine.successor();
                assertThat(successor.everything()).as("seed %d", seed).isEqualTo(machine.everything());
                assertThat(records(successor.snapshot())).isEqualTo(records(machine.snapshot()));
                machine = successor;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void twoMachinesGivenTheSameCommandsAreTheSame(long seed) {
        TestMachine one = new TestMachine();
        TestMachine two = new TestMachine();
        RandomCommands commands = new RandomCommands(new Random(seed));
        for (int i = 0; i < 500; i++) {
            byte[] command = commands.next(one.logIndex);
            assertThat(one.apply(command)).isEqualTo(two.apply(command.clone()));
        }

        assertThat(one.snapshot()).isEqualTo(two.snapshot());
    }

    @Test
    void wakesEveryReaderOnRestore() throws IOException {
        TestMachine machine = new TestMachine();
        Watches watches = new Watches(Watches.DEFAULT_LIMIT);
        machine.now().kv().get("unrelated", watches);
        List<String> told = new ArrayList<>();
        machine.states.listen(new io.praetor.server.state.StateListener() {
            @Override
            public void replaced() {
                told.add("replaced");
            }
        });
        machine.machine.restore(new ByteArrayInputStream(recorded()), 30, 2);

        assertThat(watches.fired()).isTrue();
        assertThat(told).containsExactly("replaced");
    }

    @Test
    void acceptsRecordsInAnyOrder() throws Exception {
        byte[] state = recorded();
        PackReader in = new PackReader(state);
        byte[] header = in.slice();
        List<byte[]> backwards = new ArrayList<>();
        while (!in.atEnd()) {
            int from = (int) in.position();
            in.rawByte();
            in.slice();
            backwards.addFirst(Arrays.copyOfRange(state, from, (int) in.position()));
        }
        ByteArrayOutputStream turned = new ByteArrayOutputStream();
        turned.writeBytes(header);
        backwards.forEach(turned::writeBytes);

        TestMachine machine = restored(turned.toByteArray());

        assertThat(machine.everything()).isEqualTo(restored(state).everything());
    }

    @Test
    void refusesWhatIsNoStateAndKeepsWhatItHad() throws IOException {
        TestMachine machine = restored(recorded());
        Map<String, Object> before = machine.everything();

        assertThatThrownBy(() -> restore(machine, new byte[0])).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> restore(machine, "hello".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> restore(machine, new byte[] {(byte) 0x80, 99, (byte) 0x80}))
                .hasMessageContaining("unrecognized msg type 99");
        byte[] cut = Arrays.copyOf(recorded(), 5000);
        assertThatThrownBy(() -> restore(machine, cut)).isInstanceOf(IOException.class);

        assertThat(machine.everything()).isEqualTo(before);
    }

    private static void restore(TestMachine machine, byte[] state) throws IOException {
        machine.machine.restore(new ByteArrayInputStream(state), 1, 1);
    }

    @Test
    void passesOnTheFailureOfTheStream() {
        IOException failure = new IOException("disk on fire");
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                throw failure;
            }
        };

        assertThatThrownBy(() -> new TestMachine().machine.restore(broken, 1, 1))
                .isSameAs(failure);
    }

    @Test
    void survivesAnyDamageToASnapshot() throws IOException {
        Random random = new Random(7);
        byte[] good = recorded();
        for (int i = 0; i < 1500; i++) {
            byte[] bad = good.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            TestMachine machine = new TestMachine();
            Throwable problem = thrownBy(machine, bad);
            if (problem == null) {
                assertThat(machine.everything()).isNotEmpty();
            } else {
                assertThat(problem).isInstanceOf(IOException.class);
                assertThat(machine.everything()).isEqualTo(new TestMachine().everything());
            }
        }
    }

    private static @Nullable Throwable thrownBy(TestMachine machine, byte[] state) {
        return org.assertj.core.api.Assertions.catchThrowable(() -> restore(machine, state));
    }
}
