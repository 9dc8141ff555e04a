package io.praetor.server.fsm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever bytes come out of the log, the machine neither throws nor applies half of them.
class CommandFuzzTest {
    private static final int ROUNDS = 3000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverThrowsAndNeverHalfApplies(long seed) {
        Random random = new Random(seed);
        TestMachine machine = new TestMachine();
        RandomCommands commands = new RandomCommands(random);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] good = commands.next(machine.logIndex);
            byte[] bad = damaged(good, random);
            Map<String, Object> before = i % 10 == 0 ? machine.everything() : Map.of();

            Object result = machine.apply(bad);

            if (i % 10 == 0 && result instanceof StateError) {
                before.put("last index", machine.machine.lastIndex());
                assertThat(machine.everything())
                        .as("seed %d, round %d", seed, i)
                        .isEqualTo(before);
            }
            assertThat(isResult(result))
                    .as("seed %d, round %d: %s", seed, i, result)
                    .isTrue();
            machine.apply(good);
        }
    }

    private static boolean isResult(@Nullable Object result) {
        return result == null
                || result instanceof Boolean
                || result instanceof String
                || result instanceof StateError
                || result instanceof io.praetor.model.txn.TxnResponse;
    }

    private static byte[] damaged(byte[] good, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                yield noise;
            }
            case 1 -> Arrays.copyOf(good, random.nextInt(good.length));
            default -> {
                byte[] bytes = good.clone();
                for (int n = random.nextInt(4); n >= 0; n--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                yield bytes;
            }
        };
    }
}
