package io.praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.client.FakeAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `login`, `logout`, `acl set-agent-token` and `acl translate-rules`, as recorded (transcripts/acl.json,
/// acl-login.json).
class AclLoginCommandsTest {
    @TempDir
    private Path folder;

    private FakeAgent agent;

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent();
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private CliRun.Result run(String... arguments) {
        return CliRun.against(agent).run(arguments);
    }

    private static CliRun.Result failed(String err) {
        return new CliRun.Result(1, "", err + "\n");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private CliRun.Result login(String bearerFile, String sink) {
        return CliRun.against(agent)
                .with("CONSUL_HTTP_TOKEN", "old")
                .run(
                        "login",
                        "-method=j1",
                        "-bearer-token-file=" + bearerFile,
                        "-token-sink-file=" + sink,
                        "-meta=host=here");
    }

    @Test
    void logsInAndKeepsTheSecretToItsOwner() throws IOException {
        agent.answer("POST /v1/acl/login", 200, "{\"AccessorID\":\"a\",\"SecretID\":\"the-secret\"}");
        String bearer = file("ok.jwt", "  jwt\n");
        Path sink = folder.resolve("sink");

        assertThat(login(bearer, sink.toString())).isEqualTo(new CliRun.Result(0, "", ""));

        assertThat(agent.bodies())
                .containsExactly("{\"AuthMethod\":\"j1\",\"BearerToken\":\"jwt\",\"Meta\":{\"host\":\"here\"}}");
        assertThat(agent.tokens()).isEmpty();
        assertThat(sink).hasContent("the-secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sink)))
                .isEqualTo("rw-------");
    }

    @Test
    void replacesAnEarlierSecretWhoeverCouldReadIt() throws IOException {
        agent.answer("POST /v1/acl/login", 200, "{\"SecretID\":\"new\"}");
        Path sink = Path.of(file("sink", "old"));
        Files.setPosixFilePermissions(sink, PosixFilePermissions.fromString("rw-rw-rw-"));
        file("sink.tmp", "left over");

        login(file("ok.jwt", "jwt"), sink.toString());

        assertThat(sink).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sink)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("sink.tmp")).doesNotExist();
    }

    @Test
    void saysWhyNobodyIsLoggedIn() throws IOException {
        agent.answer("POST /v1/acl/login", 403, "Permission denied");
        String bearer = file("ok.jwt", "jwt");

        assertThat(login(bearer, "sink"))
                .isEqualTo(failed("Error logging in: Unexpected response code: 403 (Permission denied)"));
        String empty = file("empty.jwt", "\n");
        assertThat(login(empty, "sink")).isEqualTo(failed("No bearer token found in " + empty));
        assertThat(login("none.jwt", "sink")).isEqualTo(failed("open none.jwt: no such file or directory"));
    }

    @Test
    void saysThatTheSecretCannotBeWritten() throws IOException {
        agent.answer("POST /v1/acl/login", 200, "{\"SecretID\":\"new\"}");
        String bearer = file("ok.jwt", "jwt");
        String sink = folder.resolve("missing/sink").toString();

        assertThat(login(bearer, sink))
                .isEqualTo(failed("Error writing token to file sink: open " + sink + ": no such file or directory"));
        assertThat(login(bearer, folder.toString()))
                .isEqualTo(failed("Error writing token to file sink: open " + folder + ": is a directory"));
    }

    @Test
    void wantsToKnowAllItNeeds() {
        assertThat(run("login").err()).startsWith("Missing required '-method' flag\nUsage: consul login");
        assertThat(run("login", "-method=j1").err()).startsWith("Missing required '-token-sink-file' flag\nUsage:");
        assertThat(run("login", "-method=j1", "-token-sink-file=s").err())
                .startsWith("Missing required '-bearer-token-file' flag\nUsage:");
        assertThat(run("login", "x")).isEqualTo(failed("Should have no non-flag arguments."));
        assertThat(agent.requests()).isEmpty();
    }

    @Test
    void logsOut() {
        agent.answer("POST /v1/acl/logout", 200, "true");

        assertThat(run("logout", "-token=mine")).isEqualTo(new CliRun.Result(0, "", ""));
        assertThat(agent.tokens()).containsExactly("mine");
        assertThat(run("logout", "x")).isEqualTo(failed("Should have no non-flag arguments."));

        agent.answer("POST /v1/acl/logout", 403, "ACL not found");
        assertThat(run("logout"))
                .isEqualTo(failed("Error destroying token: Unexpected response code: 403 (ACL not found)"));
    }

    @Test
    void givesTheAgentTokens() {
        List<String> types = List.of("default", "agent", "replication", "dns", "config_file_service_registration");
        types.forEach(type -> agent.answer("PUT /v1/agent/token/" + type, 200, ""));
        agent.answer("PUT /v1/agent/token/agent_master", 200, "");

        for (String type :
                Stream.concat(types.stream(), Stream.of("master", "recovery")).toList()) {
            assertThat(run("acl", "set-agent-token", type, "s"))
                    .isEqualTo(new CliRun.Result(0, "ACL token \"" + type + "\" set successfully\n", ""));
        }
        assertThat(agent.bodies()).hasSize(7).containsOnly("{\"Token\":\"s\"}");
        assertThat(agent.requests().subList(5, 7)).containsOnly("PUT /v1/agent/token/agent_master");
    }

    @Test
    void saysWhyTheAgentTakesNoToken() {
        agent.answer("PUT /v1/agent/token/agent", 403, "Permission denied");

        assertThat(run("acl", "set-agent-token", "bogus", "x")).isEqualTo(failed("Unknown token type"));
        assertThat(run("acl", "set-agent-token", "agent")).isEqualTo(failed("Error! Missing TOKEN argument"));
        assertThat(run("acl", "set-agent-token")).isEqualTo(failed("Error! Missing TYPE and TOKEN arguments"));
        assertThat(run("acl", "set-agent-token", "agent", "x"))
                .isEqualTo(
                        failed("Failed to set ACL token \"agent\": Unexpected response code: 403 (Permission denied)"));
    }

    @Test
    void translatesOldRules() throws IOException {
        agent.answer("POST /v1/acl/rules/translate", 200, "new rules");

        assertThat(run("acl", "translate-rules", "old rules").out()).isEqualTo("new rules\n");
        assertThat(run("acl", "translate-rules", "@" + file("old.hcl", "of a file"))
                        .out())
                .isEqualTo("new rules\n");
        assertThat(CliRun.against(agent)
                        .stdin("of stdin")
                        .run("acl", "translate-rules", "-")
                        .out())
                .isEqualTo("new rules\n");
        assertThat(agent.bodies()).containsExactly("old rules", "of a file", "of stdin");
    }

    @Test
    void translatesTheRulesOfAnOldToken() {
        String accessor = "44444444-aaaa-4aaa-8aaa-000000000001";
        agent.answer("GET /v1/acl/token/self", 200, "{\"AccessorID\":\"" + accessor + "\"}")
                .answer("GET /v1/acl/rules/translate/" + accessor, 200, "new rules");

        assertThat(run("acl", "translate-rules", "-token-accessor", accessor).out())
                .isEqualTo("new rules\n");
        assertThat(run("acl", "translate-rules", "-token-secret", "s").out()).isEqualTo("new rules\n");

        agent.answer("GET /v1/acl/token/self", 403, "ACL not found");
        assertThat(run("acl", "translate-rules", "-token-secret", "s"))
                .isEqualTo(failed("Error reading token: Unexpected response code: 403 (ACL not found)"));
    }

    @Test
    void saysWhyNothingIsTranslated() {
        agent.answer("POST /v1/acl/rules/translate", 400, "no rules");

        assertThat(run("acl", "translate-rules")).isEqualTo(failed("Error! Missing TRANSLATE argument"));
        assertThat(run("acl", "translate-rules", "a", "b"))
                .isEqualTo(failed("Error! Too many arguments (expected 1, got 2)"));
        assertThat(run("acl", "translate-rules", "@none"))
                .isEqualTo(failed("Error! Failed to read file: open none: no such file or directory"));
        assertThat(run("acl", "translate-rules", "x"))
                .isEqualTo(failed("Error translating rules: Unexpected response code: 400 (no rules)"));
    }
}
