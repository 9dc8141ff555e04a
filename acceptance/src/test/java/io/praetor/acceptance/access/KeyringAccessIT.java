package io.praetor.acceptance.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Child;
import io.praetor.acceptance.program.Consul;
import io.praetor.acceptance.program.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `consul keyring` and `consul members` with tokens and without (`acl.md` §1: `keyring`, `node`).
class KeyringAccessIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String MANAGEMENT = "b1111111-0000-4000-8000-000000000001";
    private static final String READER = "b2222222-0000-4000-8000-000000000002";
    private static final String WRITER = "b3333333-0000-4000-8000-000000000003";
    private static final String STRANGER = "b4444444-0000-4000-8000-000000000004";
    private static final String KEY = "pUqJrVyVRj5jsiYEkM/tFQYfWyJIv4s3XkvDwy7Cu5s=";
    private static final String NEXT = "Z8OjQvPqVHFwnXRN9xhZMtNAydlMyR8cNzqDAPnx3UA=";

    @TempDir
    private Path folder;

    private final List<Integer> ports = Ports.free(5);
    private Agent server;

    private record Result(int code, String output) {}

    @BeforeEach
    void start() throws IOException, InterruptedException {
        server = Agent.launched(
                folder,
                "s1",
                ports,
                List.of(
                        "-server",
                        "-bootstrap-expect=1",
                        "-encrypt=" + KEY,
                        "-data-dir=" + Files.createDirectories(folder.resolve("s1.data")),
                        "-hcl=acl { enabled = true default_policy = \"deny\" tokens { initial_management = \""
                                + MANAGEMENT + "\" agent = \"" + MANAGEMENT + "\" } }"));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consul(MANAGEMENT, "catalog", "nodes").code != 0) {
            assertThat(System.nanoTime()).as(server.process().output()).isLessThan(deadline);
        }
        token("reader", READER, "keyring = \"read\"");
        token("writer", WRITER, "keyring = \"write\"");
        token("stranger", STRANGER, "node_prefix \"\" { policy = \"write\" } operator = \"write\"");
    }

    @AfterEach
    void end() {
        server.close();
    }

    private void token(String name, String secret, String rules) throws IOException, InterruptedException {
        Result policy = consul(MANAGEMENT, "acl", "policy", "create", "-name=" + name, "-rules=" + rules);
        assertThat(policy.code).as(policy.output).isZero();
        Result token = consul(MANAGEMENT, "acl", "token", "create", "-policy-name=" + name, "-secret=" + secret);
        assertThat(token.code).as(token.output).isZero();
    }

    private Result consul(String token, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Consul.launcher().toString()));
        command.addAll(List.of(words));
        if (!token.isEmpty()) {
            command.add("-token=" + token);
        }
        Map<String, String> environment = Consul.environment("127.0.0.1:" + ports.getFirst());
        try (Child child = Child.start(command, environment, folder, folder.resolve("command"), null)) {
            return new Result(child.finish(PATIENCE), child.output());
        }
    }

    private void refused(String token, String what) throws IOException, InterruptedException {
        Result result = consul(token, "keyring", what);
        assertThat(result.code).as(what + result.output).isEqualTo(1);
        assertThat(result.output)
                .contains(
                        what.equals("-list")
                                ? "Reading keyring denied by ACLs"
                                : "Modifying keyring denied due to ACLs")
                .doesNotContain("[1/1]");
    }

    private String done(String token, String what) throws IOException, InterruptedException {
        Result result = consul(token, "keyring", what);
        assertThat(result.code).as(what + result.output).isZero();
        return result.output;
    }

    @Test
    void keysAreForWhoMayReadOrChangeThem() throws Exception {
        for (String nobody : List.of("", STRANGER)) {
            for (String what : List.of("-list", "-install=" + NEXT, "-use=" + KEY, "-remove=" + NEXT)) {
                refused(nobody, what);
            }
        }
        assertThat(done(READER, "-list")).contains(KEY + " [1/1]").doesNotContain(NEXT);
        for (String what : List.of("-install=" + NEXT, "-use=" + KEY, "-remove=" + NEXT)) {
            refused(READER, what);
        }
        assertThat(done(WRITER, "-list")).doesNotContain(NEXT);

        done(WRITER, "-install=" + NEXT);
        assertThat(done(READER, "-list")).contains(KEY + " [1/1]", NEXT + " [1/1]");
        done(WRITER, "-use=" + NEXT);
        done(WRITER, "-remove=" + KEY);

        assertThat(done(READER, "-list")).contains(NEXT + " [1/1]").doesNotContain(KEY);
        assertThat(server.process().output()).doesNotContain(KEY).doesNotContain(NEXT);
    }

    @Test
    void membersAreForWhoMayReadNodes() throws Exception {
        assertThat(consul("", "members")).isEqualTo(new Result(2, ""));
        assertThat(consul(READER, "members")).isEqualTo(new Result(2, ""));
        assertThat(consul(STRANGER, "members").output).contains("s1").contains("alive");
        Result unknown = consul("b9999999-0000-4000-8000-000000000009", "members");
        assertThat(unknown.code).isEqualTo(1);
        assertThat(unknown.output).contains("ACL not found").doesNotContain("s1");
    }
}
