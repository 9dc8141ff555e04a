package io.praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.client.FakeAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `acl auth-method`, as recorded (transcripts/acl-login.json).
class AclAuthMethodCommandsTest {
    private static final String METHOD = """
            {"MaxTokenTTL":"1h0m0s","Name":"j1","Type":"jwt","DisplayName":"J","Description":"first",
             "TokenLocality":"global","Config":{"BoundAudiences":["consul"],"ClaimMappings":{"user":"user"},
             "JWTValidationPubKeys":["a\\nb"]},"CreateIndex":40,"ModifyIndex":41}""";
    private static final String PRETTY = """
            Name:          j1
            Type:          jwt
            DisplayName:   J
            Description:   first
            MaxTokenTTL:   1h0m0s
            TokenLocality: global
            Config:
            {
              "BoundAudiences": [
                "consul"
              ],
              "ClaimMappings": {
                "user": "user"
              },
              "JWTValidationPubKeys": [
                "a\\nb"
              ]
            }
            """;
    private static final String PLAIN = """
            {"Name":"k","Type":"kubernetes","Config":{"CACert":"pem","Host":"h","ServiceAccountJWT":"j"},
             "CreateIndex":1,"ModifyIndex":1}""";

    @TempDir
    private Path folder;

    private FakeAgent agent;

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent();
        agent.answer("PUT /v1/acl/auth-method", 200, METHOD)
                .answer("GET /v1/acl/auth-method/j1", 200, METHOD)
                .answer("PUT /v1/acl/auth-method/j1", 200, METHOD)
                .answer("GET /v1/acl/auth-method/k", 200, PLAIN)
                .answer("PUT /v1/acl/auth-method/k", 200, PLAIN);
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

    @Test
    void createsAnAuthMethod() throws IOException {
        Path file = Files.writeString(folder.resolve("am.json"), "{\"BoundAudiences\": [\"consul\"], \"N\": 1}");

        CliRun.Result result = run(
                "acl",
                "auth-method",
                "create",
                "-type=jwt",
                "-name=j1",
                "-description=first",
                "-display-name=J",
                "-max-token-ttl=1h",
                "-token-locality=global",
                "-config=@" + file);

        assertThat(result).isEqualTo(new CliRun.Result(0, PRETTY, ""));
        assertThat(agent.bodies())
                .containsExactly("{\"MaxTokenTTL\":\"1h0m0s\",\"Name\":\"j1\",\"Type\":\"jwt\",\"DisplayName\":\"J\","
                        + "\"Description\":\"first\",\"TokenLocality\":\"global\","
                        + "\"Config\":{\"BoundAudiences\":[\"consul\"],\"N\":1},\"CreateIndex\":0,\"ModifyIndex\":0}");
    }

    @Test
    void createsOneForKubernetes() throws IOException {
        Path file = Files.writeString(folder.resolve("ca.pem"), "pem");

        run(
                "acl",
                "auth-method",
                "create",
                "-type=kubernetes",
                "-name=k",
                "-kubernetes-host=https://k:8443",
                "-kubernetes-ca-cert=@" + file,
                "-kubernetes-service-account-jwt=jwt");

        assertThat(agent.bodies().getFirst())
                .contains("\"Config\":{\"CACert\":\"pem\",\"Host\":\"https://k:8443\",\"ServiceAccountJWT\":\"jwt\"}");
    }

    @Test
    void refusesAuthMethodsThatMakeNoSense() {
        assertThat(run("acl", "auth-method", "create", "-type=jwt").err())
                .startsWith("Missing required '-name' flag\nUsage: consul acl auth-method create");
        assertThat(run("acl", "auth-method", "create", "-name=x").err())
                .startsWith("Missing required '-type' flag\nUsage:");
        String[] kubernetes = {"acl", "auth-method", "create", "-type=kubernetes", "-name=k"};
        assertThat(run(kubernetes).err()).startsWith("Missing required '-kubernetes-host' flag\nUsage:");
        assertThat(run("acl", "auth-method", "create", "-type=kubernetes", "-name=k", "-kubernetes-host=h")
                        .err())
                .startsWith("Missing required '-kubernetes-ca-cert' flag\nUsage:");
        assertThat(run("acl", "auth-method", "create", "-type=jwt", "-name=j", "-config=@none.json"))
                .isEqualTo(failed("Error loading configuration file: Failed to read file: open none.json: "
                        + "no such file or directory"));
        assertThat(run("acl", "auth-method", "create", "-type=jwt", "-name=j", "-config={")
                        .err())
                .startsWith("Error parsing JSON configuration file: ");
        assertThat(run("acl", "auth-method", "create", "-type=jwt", "-name=j", "-config={}", "-kubernetes-host=h"))
                .isEqualTo(failed("Cannot use command line arguments with '-config' flag"));
        assertThat(agent.bodies()).isEmpty();
    }

    @Test
    void saysWhyAnAuthMethodCouldNotBeCreated() {
        agent.answer("PUT /v1/acl/auth-method", 500, "MaxTokenTTL 1s cannot be less than 1m0s");

        assertThat(run("acl", "auth-method", "create", "-type=jwt", "-name=j", "-max-token-ttl=1s"))
                .isEqualTo(failed("Failed to create new auth method: Unexpected response code: 500 "
                        + "(MaxTokenTTL 1s cannot be less than 1m0s)"));
    }

    @Test
    void showsAnAuthMethod() {
        assertThat(run("acl", "auth-method", "read", "-name=j1").out()).isEqualTo(PRETTY);
        assertThat(run("acl", "auth-method", "read", "-name=k", "-meta").out()).startsWith("""
                Name:          k
                Type:          kubernetes
                Description:  \s
                Create Index:  1
                Modify Index:  1
                Config:
                {
                """);
        assertThat(run("acl", "auth-method", "read", "-name=k", "-format=json").out())
                .isEqualTo("""
                {
                    "Name": "k",
                    "Type": "kubernetes",
                    "Config": {
                        "CACert": "pem",
                        "Host": "h",
                        "ServiceAccountJWT": "j"
                    },
                    "CreateIndex": 1,
                    "ModifyIndex": 1
                }
                """);
        assertThat(run("acl", "auth-method", "read", "-name=nope"))
                .isEqualTo(failed("Auth method not found with name \"nope\""));
        assertThat(run("acl", "auth-method", "read")).isEqualTo(failed("Must specify the -name parameter"));
    }

    @Test
    void changesWhatIsGivenAndKeepsTheRest() {
        assertThat(run("acl", "auth-method", "update", "-name=j1", "-description=changed", "-config={\"A\":1}")
                        .out())
                .isEqualTo(PRETTY);
        run("acl", "auth-method", "update", "-name=k", "-kubernetes-host=h2");
        run("acl", "auth-method", "update", "-name=j1", "-no-merge", "-config={}");

        assertThat(agent.bodies().get(0))
                .contains(
                        "\"MaxTokenTTL\":\"1h0m0s\"",
                        "\"DisplayName\":\"J\"",
                        "\"Description\":\"changed\"",
                        "\"Config\":{\"A\":1}");
        assertThat(agent.bodies().get(1))
                .contains("\"Config\":{\"CACert\":\"pem\",\"Host\":\"h2\",\"ServiceAccountJWT\":\"j\"}");
        assertThat(agent.bodies().get(2))
                .isEqualTo("{\"Name\":\"j1\",\"Type\":\"jwt\",\"Config\":{},\"CreateIndex\":0,\"ModifyIndex\":0}");
    }

    @Test
    void saysWhyAnAuthMethodCannotBeChanged() {
        agent.answer("PUT /v1/acl/auth-method/j1", 500, "no");

        assertThat(run("acl", "auth-method", "update"))
                .isEqualTo(failed("Cannot update an auth method without specifying the -name parameter"));
        assertThat(run("acl", "auth-method", "update", "-name=nope"))
                .isEqualTo(failed("Auth method not found with name \"nope\""));
        assertThat(run("acl", "auth-method", "update", "-name=j1"))
                .isEqualTo(failed("Error updating auth method \"j1\": Unexpected response code: 500 (no)"));
    }

    @Test
    void deletesAnAuthMethod() {
        agent.answer("DELETE /v1/acl/auth-method/j1", 200, "true");

        assertThat(run("acl", "auth-method", "delete", "-name=j1"))
                .isEqualTo(new CliRun.Result(0, "Auth method \"j1\" deleted successfully\n", ""));
        assertThat(run("acl", "auth-method", "delete")).isEqualTo(failed("Must specify the -name parameter"));
        assertThat(run("acl", "auth-method", "delete", "-name=x").err())
                .startsWith("Error deleting auth method \"x\": Unexpected response code: 500");
    }

    @Test
    void listsAuthMethods() {
        agent.answer("GET /v1/acl/auth-methods", 200, """
                [{"Name":"j1","Type":"jwt","Description":"first","CreateIndex":40,"ModifyIndex":41},
                 {"Name":"k","Type":"kubernetes","CreateIndex":1,"ModifyIndex":1}]""");

        assertThat(run("acl", "auth-method", "list").out()).isEqualTo("""
                j1:
                   Type:         jwt
                   Description:  first
                k:
                   Type:         kubernetes
                   Description: \s

                """);
        assertThat(run("acl", "auth-method", "list", "-meta").out())
                .contains("   Create Index: 40\n   Modify Index: 41\n");
        assertThat(run("acl", "auth-method", "list", "-format=json").out()).endsWith("""
                    {
                        "Name": "k",
                        "Type": "kubernetes",
                        "CreateIndex": 1,
                        "ModifyIndex": 1
                    }
                ]
                """);
    }
}
