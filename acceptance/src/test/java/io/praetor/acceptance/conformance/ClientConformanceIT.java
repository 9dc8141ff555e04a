package io.praetor.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Ports;
import io.praetor.acceptance.wire.HttpRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The conversations once more through client agents, which have a server answer what they cannot, with access control
/// that denies what is not allowed.
class ClientConformanceIT {
    private static final Instead INSTEAD = Instead.of("managed", "client");

    private static final String SETTINGS =
            "-hcl=acl { enabled = true default_policy = \"deny\" } connect { enabled = true }";

    @TempDir
    private static Path folder;

    private static Agent server;
    private static Agent scripting;
    private static Agent plain;
    private static Areas controlled;
    private static Areas open;

    @BeforeAll
    static void startAgents() throws IOException, InterruptedException {
        List<Integer> ports = Ports.free(5);
        server = agent("s1", ports, "-server", "-bootstrap-expect=1");
        String join = "-retry-join=127.0.0.1:" + ports.get(3);
        scripting = agent("c1", Ports.free(5), join, "-retry-interval=500ms", "-hcl=enable_script_checks = true");
        plain = agent("c2", Ports.free(5), join, "-retry-interval=500ms");
        scripting.awaitAnswer("/v1/status/leader", "\"127.0.0.1:");
        controlled = new Areas(Player.ofClient(scripting.http(), null), INSTEAD);
        String root = controlled.bootstrap();
        // the other one may not have joined yet, and sessions are of nodes that are known
        scripting.awaitAnswer("/v1/health/node/c1?token=" + root, "serfHealth");
        plain.awaitAnswer("/v1/health/node/c2?token=" + root, "serfHealth");
        for (Agent agent : List.of(server, plain)) {
            HttpRequest request = HttpRequest.of("PUT", "/v1/agent/token/agent")
                    .withHeader("X-Consul-Token", root)
                    .withBody("{\"Token\": \"%s\"}".formatted(root));
            assertThat(agent.send(request).status()).isEqualTo(200);
        }
        open = new Areas(Player.ofClient(plain.http(), root), INSTEAD);
    }

    private static Agent agent(String name, List<Integer> ports, String... flags) throws IOException {
        return Agent.launched(
                folder,
                name,
                ports,
                Stream.concat(
                                Stream.of(
                                        "-log-level=warn",
                                        SETTINGS,
                                        "-data-dir=" + Files.createDirectories(folder.resolve(name + ".data"))),
                                Stream.of(flags))
                        .toList());
    }

    @AfterAll
    static void endAgents() {
        for (Agent agent : List.of(plain, scripting, server)) {
            agent.close();
        }
    }

    /// What everybody's tokens may do is played while a session of the others runs out.
    @TestFactory
    Stream<DynamicContainer> answersAsTheOriginalDid() {
        Stream<DynamicContainer> managed = open.tests(Areas.OPEN);
        return Stream.concat(controlled.tests(Areas.CONTROLLED), managed);
    }

    @Test
    void everyOtherAnswerBelongsToAnArea() {
        assertThat(Areas.strangers(INSTEAD.names()))
                .as("instead.json: cases that are not there")
                .isEmpty();
    }
}
