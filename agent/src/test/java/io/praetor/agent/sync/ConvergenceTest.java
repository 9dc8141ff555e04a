package io.praetor.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.http.Caller;
import io.praetor.model.catalog.NodeService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is registered, tampered with and fails, in whatever order: left alone for a while, the catalog says what
/// the agent says.
final class ConvergenceTest {
    private static final int STEPS = 120;
    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private static final List<String> STATUSES = List.of("passing", "warning", "critical");

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agreesInTheEnd(long seed) {
        SyncedAgent agent = new SyncedAgent(seed);
        Random random = new Random(seed);
        List<String> history = new ArrayList<>();
        agent.sync.start();
        for (int i = 0; i < STEPS; i++) {
            history.add(step(agent, random));
        }
        agent.catalog.fail(0);
        agent.catalog.refusal = null;

        // a full sync, the output that was held back, and a full sync for what came with it
        agent.time.pass(Duration.ofMinutes(14));

        assertThat(agent.difference()).as("seed %d: %s", seed, history).isEmpty();
        assertThat(agent.state.view().dirtyServices()).isEmpty();
        assertThat(agent.state.view().dirtyChecks()).isEmpty();
        agent.catalog.calls.clear();
        agent.time.pass(Duration.ofMinutes(3));
        assertThat(agent.catalog.calls)
                .as("seed %d: nothing is left to tell", seed)
                .containsOnly("read services", "read checks");
    }

    private static String step(SyncedAgent agent, Random random) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        String status = STATUSES.get(random.nextInt(STATUSES.size()));
        int number = random.nextInt(4);
        return switch (random.nextInt(16)) {
            case 0, 1, 2 -> {
                agent.register("{\"Name\": \"" + name + "\", \"Port\": " + number + ", \"EnableTagOverride\": "
                        + (number == 1) + ", \"Check\": {\"TCP\": \"x:1\", \"Interval\": \"1h\"}}");
                yield "register " + name + " " + number;
            }
            case 3 -> {
                agent.registrar.deregisterService(name);
                yield "deregister " + name;
            }
            case 4 -> {
                boolean known = agent.state.view().service(name) != null;
                String owner = known ? ", \"ServiceID\": \"" + name + "\"" : "";
                agent.registerCheck(
                        "{\"Name\": \"check " + name + "\", \"TTL\": \"1h\"" + owner + "}", number == 0 ? "own" : "");
                yield "check " + name + owner;
            }
            case 5 -> {
                agent.registrar.deregisterCheck("check " + name, Caller.ANYBODY);
                yield "uncheck " + name;
            }
            case 6, 7, 8 -> {
                agent.checks.find("service:" + name, status, "output " + number);
                agent.checks.find("check " + name, status, "output " + number);
                yield "find " + name + " " + status + " " + number;
            }
            case 9 -> {
                agent.catalog.fail(random.nextInt(6));
                yield "fail";
            }
            case 10 -> {
                agent.catalog.forgetNode();
                yield "forget the node";
            }
            case 11 -> tamper(agent, name, number);
            case 12 -> {
                agent.catalog.services.remove(name);
                agent.catalog
                        .checks
                        .values()
                        .removeIf(check -> check.serviceId().equals(name));
                yield "lose " + name;
            }
            case 13 -> {
                agent.catalog.refusal = number == 0 ? "" : null;
                yield "refuse " + number;
            }
            case 14 -> {
                agent.sync.hint();
                yield "hint";
            }
            default -> {
                Duration pass = Duration.ofSeconds(random.nextInt(200));
                agent.time.pass(pass);
                yield "pass " + pass;
            }
        };
    }

    private static String tamper(SyncedAgent agent, String name, int number) {
        if (agent.catalog.node == null) {
            return "nothing to tamper with";
        }
        NodeService zero = NodeService.CODEC.zero();
        NodeService known = agent.catalog.services.getOrDefault(name, zero.withId(name));
        agent.catalog.tamper(name, known.withTags(List.of("tampered" + number)));
        agent.catalog.tamper("foreign" + number, zero.withId("foreign" + number));
        return "tamper with " + name;
    }
}
