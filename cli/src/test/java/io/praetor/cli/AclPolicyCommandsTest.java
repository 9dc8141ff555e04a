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

/// `acl policy`, as recorded (transcripts/acl.json).
class AclPolicyCommandsTest {
    private static final String ID = "06acc965-dd4a-4a61-b1c5-aa1b4d6a7a2f";
    private static final String OTHER = "06acc965-dd4b-4a61-b1c5-aa1b4d6a7a2f";
    private static final String POLICY = """
            {"ID":"%s","Name":"read-kv","Description":"reads","Rules":"key_prefix \\"\\" { policy = \\"read\\" }",
             "Datacenters":["dc1","dc2"],"Hash":"q83vEg==","CreateIndex":10,"ModifyIndex":11}""".formatted(ID);
    private static final String PRETTY = """
            ID:           06acc965-dd4a-4a61-b1c5-aa1b4d6a7a2f
            Name:         read-kv
            Description:  reads
            Datacenters:  dc1, dc2
            Rules:
            key_prefix "" { policy = "read" }
            """;
    private static final String LIST = """
            [{"ID":"%s","Name":"read-kv","Description":"reads","Datacenters":null,"Hash":"q83vEg==","CreateIndex":10,
              "ModifyIndex":11},
             {"ID":"%s","Name":"web","Description":"","Datacenters":["dc1"],"Hash":null,"CreateIndex":12,
              "ModifyIndex":12}]""".formatted(ID, OTHER);

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

    @Test
    void createsAPolicy() {
        agent.answer("PUT /v1/acl/policy", 200, POLICY);

        CliRun.Result result = run(
                "acl",
                "policy",
                "create",
                "-name=read-kv",
                "-description=reads",
                "-valid-datacenter=dc1",
                "-valid-datacenter=dc2",
                "-rules",
                "key_prefix \"\" { policy = \"read\" }");

        assertThat(result).isEqualTo(new CliRun.Result(0, PRETTY, ""));
        assertThat(agent.bodies().getFirst())
                .contains(
                        "\"Name\":\"read-kv\"",
                        "\"Description\":\"reads\"",
                        "\"Datacenters\":[\"dc1\",\"dc2\"]",
                        "\"Rules\":\"key_prefix \\\"\\\" { policy = \\\"read\\\" }\"");
    }

    @Test
    void takesRulesFromFilesAndStandardInput() throws IOException {
        agent.answer("PUT /v1/acl/policy", 200, POLICY);
        Path file = Files.writeString(folder.resolve("web.hcl"), "acl = \"read\"\n");

        run("acl", "policy", "create", "-name=a", "-rules=@" + file);
        CliRun.against(agent).stdin("operator = \"read\"").run("acl", "policy", "create", "-name=b", "-rules=-");

        assertThat(agent.bodies().getFirst()).contains("\"Rules\":\"acl = \\\"read\\\"\\n\"");
        assertThat(agent.bodies().getLast()).contains("\"Rules\":\"operator = \\\"read\\\"\"");
        assertThat(run("acl", "policy", "create", "-name=x", "-rules=@none.hcl"))
                .isEqualTo(
                        failed("Error loading rules: Failed to read file: open none.hcl: no such file or directory"));
    }

    @Test
    void takesRulesFromAnOldToken() {
        String accessor = "44444444-aaaa-4aaa-8aaa-000000000001";
        agent.answer("PUT /v1/acl/policy", 200, POLICY)
                .answer("GET /v1/acl/token/self", 200, "{\"AccessorID\":\"" + accessor + "\"}")
                .answer("GET /v1/acl/rules/translate/" + accessor, 200, "acl = \"read\"");

        run("acl", "policy", "create", "-name=a", "-token=mine", "-from-token=old-secret", "-token-secret");

        assertThat(agent.bodies().getFirst()).contains("\"Rules\":\"acl = \\\"read\\\"\"");
        assertThat(agent.tokens()).containsExactly("old-secret", "mine", "mine");
        assertThat(run("acl", "policy", "create", "-name=a", "-from-token=x", "-rules=y"))
                .isEqualTo(failed("Error loading rules: Cannot specify both -rules and -from-token"));
        assertThat(run("acl", "policy", "create", "-name=a", "-from-token=00000000-1111-2222-3333-444444444444")
                        .err())
                .startsWith("Error loading rules: Error reading token: Unexpected response code: 404");
    }

    @Test
    void saysWhyAPolicyCouldNotBeCreated() {
        agent.answer("PUT /v1/acl/policy", 500, "Invalid Policy: A Policy with Name \"a\" already exists");

        assertThat(run("acl", "policy", "create", "-name=a"))
                .isEqualTo(
                        failed("Failed to create new policy: Unexpected response code: 500 (Invalid Policy: A Policy "
                                + "with Name \"a\" already exists)"));
        assertThat(run("acl", "policy", "create").err())
                .startsWith("Missing require '-name' flag\nUsage: consul acl policy create");
        assertThat(run("acl", "policy", "create", "-name=a", "-format=xml")).isEqualTo(failed("Unknown format: xml"));
        assertThat(agent.bodies()).hasSize(1);
    }

    @Test
    void readsByNameIdAndItsBeginning() {
        agent.answer("GET /v1/acl/policies", 200, LIST).answer("GET /v1/acl/policy/" + ID, 200, POLICY);

        assertThat(run("acl", "policy", "read", "-name=read-kv").out()).isEqualTo(PRETTY);
        assertThat(run("acl", "policy", "read", "-id=06acc965-dd4a").out()).isEqualTo(PRETTY);
        assertThat(run("acl", "policy", "read", "-meta", "-id=" + ID).out()).isEqualTo("""
                ID:           06acc965-dd4a-4a61-b1c5-aa1b4d6a7a2f
                Name:         read-kv
                Description:  reads
                Datacenters:  dc1, dc2
                Hash:         abcdef12
                Create Index: 10
                Modify Index: 11
                Rules:
                key_prefix "" { policy = "read" }
                """);
    }

    @Test
    void saysWhichPolicyIsNotThere() {
        agent.answer("GET /v1/acl/policies", 200, LIST)
                .answer("GET /v1/acl/policy/00000000-1111-2222-3333-444444444444", 403, "ACL not found");

        assertThat(run("acl", "policy", "read", "-name=nope"))
                .isEqualTo(failed("Error determining policy ID: No such policy with name nope"));
        assertThat(run("acl", "policy", "read", "-id=06acc965"))
                .isEqualTo(failed("Error determining policy ID: Partial policy ID is not unique"));
        assertThat(run("acl", "policy", "read", "-id=7"))
                .isEqualTo(failed("Error determining policy ID: No such policy ID with prefix: 7"));
        assertThat(run("acl", "policy", "read")).isEqualTo(failed("Must specify either the -id or -name parameters"));
        assertThat(run("acl", "policy", "read", "-id=00000000-1111-2222-3333-444444444444"))
                .isEqualTo(failed("Error reading policy \"00000000-1111-2222-3333-444444444444\": "
                        + "Unexpected response code: 403 (ACL not found)"));
    }

    @Test
    void showsAPolicyToPrograms() {
        agent.answer("GET /v1/acl/policy/00000000-0000-0000-0000-000000000001", 200, """
                {"ID":"00000000-0000-0000-0000-000000000001","Name":"global-management","Description":"","Rules":"",
                 "Hash":"q83vEg==","CreateIndex":1,"ModifyIndex":2}""");

        assertThat(run("acl", "policy", "read", "-id=global-management", "-format=json")
                        .out())
                .isEqualTo("""
                        {
                            "ID": "00000000-0000-0000-0000-000000000001",
                            "Name": "global-management",
                            "Description": "",
                            "Rules": "",
                            "Datacenters": null,
                            "Hash": "q83vEg==",
                            "CreateIndex": 1,
                            "ModifyIndex": 2
                        }
                        """);
    }

    @Test
    void changesWhatIsGivenAndKeepsTheRest() {
        agent.answer("GET /v1/acl/policies", 200, LIST)
                .answer("GET /v1/acl/policy/" + ID, 200, POLICY)
                .answer("PUT /v1/acl/policy/" + ID, 200, POLICY);

        assertThat(run("acl", "policy", "update", "-name=read-kv", "-description=changed")
                        .out())
                .isEqualTo(PRETTY);
        run("acl", "policy", "update", "-no-merge", "-id=" + ID, "-name=bare");

        assertThat(agent.bodies().getFirst())
                .contains(
                        "\"ID\":\"" + ID + "\"",
                        "\"Name\":\"read-kv\"",
                        "\"Description\":\"changed\"",
                        "\"Rules\":\"key_prefix",
                        "\"Datacenters\":[\"dc1\",\"dc2\"]");
        assertThat(agent.bodies().getLast())
                .contains("\"Name\":\"bare\"", "\"Description\":\"\"", "\"Rules\":\"\"")
                .doesNotContain("Datacenters");
    }

    @Test
    void saysWhyAPolicyCouldNotBeChanged() {
        agent.answer("GET /v1/acl/policy/" + ID, 200, POLICY).answer("PUT /v1/acl/policy/" + ID, 500, "no");

        assertThat(run("acl", "policy", "update")).isEqualTo(failed("Must specify either the -id or -name parameters"));
        assertThat(run("acl", "policy", "update", "-id=" + ID))
                .isEqualTo(failed("Error updating policy \"" + ID + "\": Unexpected response code: 500 (no)"));
        assertThat(run("acl", "policy", "update", "-id=" + OTHER).err())
                .startsWith("Error when retrieving current policy: Unexpected response code: 404");
    }

    @Test
    void deletesAPolicy() {
        agent.answer("GET /v1/acl/policies", 200, LIST)
                .answer("DELETE /v1/acl/policy/" + ID, 200, "true")
                .answer("DELETE /v1/acl/policy/" + OTHER, 403, "Permission denied");

        assertThat(run("acl", "policy", "delete", "-name=read-kv"))
                .isEqualTo(new CliRun.Result(0, "Policy \"" + ID + "\" deleted successfully\n", ""));
        assertThat(run("acl", "policy", "delete", "-name=web"))
                .isEqualTo(failed(
                        "Error deleting policy \"" + OTHER + "\": Unexpected response code: 403 (Permission denied)"));
        assertThat(run("acl", "policy", "delete")).isEqualTo(failed("Must specify either the -id or -name parameters"));
    }

    @Test
    void listsPolicies() {
        agent.answer("GET /v1/acl/policies", 200, LIST);

        assertThat(run("acl", "policy", "list").out()).isEqualTo("""
                read-kv:
                   ID:           06acc965-dd4a-4a61-b1c5-aa1b4d6a7a2f
                   Description:  reads
                   Datacenters: \s
                web:
                   ID:           06acc965-dd4b-4a61-b1c5-aa1b4d6a7a2f
                   Description: \s
                   Datacenters:  dc1

                """);
        assertThat(run("acl", "policy", "list", "-meta").out()).contains("""
                   Hash:         abcdef12
                   Create Index: 10
                   Modify Index: 11
                """);
        assertThat(run("acl", "policy", "list", "-format=json").out()).startsWith("""
                [
                    {
                        "ID": "06acc965-dd4a-4a61-b1c5-aa1b4d6a7a2f",
                        "Name": "read-kv",
                        "Description": "reads",
                        "Datacenters": null,
                        "Hash": "q83vEg==",
                        "CreateIndex": 10,
                        "ModifyIndex": 11
                    },
                """);
    }

    @Test
    void saysWhyThereIsNoList() {
        agent.answer("GET /v1/acl/policies", 403, "Permission denied");

        assertThat(run("acl", "policy", "list"))
                .isEqualTo(failed(
                        "Failed to retrieve the policy list: Unexpected response code: 403 (Permission denied)"));
    }
}
