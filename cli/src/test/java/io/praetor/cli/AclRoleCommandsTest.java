package io.praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.client.FakeAgent;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `acl role`, as recorded (transcripts/acl.json).
class AclRoleCommandsTest {
    private static final String ID = "c01a1f82-44be-41b0-a686-685fb6e0f485";
    private static final String MISSING = "00000000-1111-2222-3333-444444444444";
    private static final String ROLE = """
            {"ID":"%s","Name":"ops","Description":"team","Policies":[{"ID":"p1","Name":"bare"}],
             "ServiceIdentities":[{"ServiceName":"web"}],"Hash":"q83vEg==","CreateIndex":30,"ModifyIndex":31}""".formatted(ID);
    private static final String PRETTY = """
            ID:           c01a1f82-44be-41b0-a686-685fb6e0f485
            Name:         ops
            Description:  team
            Policies:
               p1 - bare
            Service Identities:
               web (Datacenters: all)

            """;

    private FakeAgent agent;

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent();
        agent.answer("GET /v1/acl/roles", 200, "[" + ROLE + "]").answer("GET /v1/acl/role/" + ID, 200, ROLE);
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
    void createsARole() {
        agent.answer("PUT /v1/acl/role", 200, ROLE);

        assertThat(run(
                                "acl",
                                "role",
                                "create",
                                "-name=ops",
                                "-description=team",
                                "-policy-name=bare",
                                "-service-identity=web")
                        .out())
                .isEqualTo(PRETTY);
        assertThat(agent.bodies().getFirst())
                .contains(
                        "\"Name\":\"ops\"",
                        "\"Description\":\"team\"",
                        "\"Policies\":[{\"ID\":\"\",\"Name\":\"bare\"}]",
                        "\"ServiceIdentities\":[{\"ServiceName\":\"web\"}]");
    }

    @Test
    void refusesRolesThatMakeNoSense() {
        agent.answer("PUT /v1/acl/role", 500, "Invalid Role: A Role with Name \"ops\" already exists");

        assertThat(run("acl", "role", "create").err())
                .startsWith("Missing require '-name' flag\nUsage: consul acl role create");
        assertThat(run("acl", "role", "create", "-name=none"))
                .isEqualTo(failed("Cannot create a role without specifying -policy-name, -policy-id, "
                        + "-service-identity, or -node-identity at least once"));
        assertThat(run("acl", "role", "create", "-name=ops", "-policy-name=bare"))
                .isEqualTo(failed("Failed to create new role: Unexpected response code: 500 (Invalid Role: A Role with "
                        + "Name \"ops\" already exists)"));
    }

    @Test
    void showsARole() {
        agent.answer("GET /v1/acl/role/name/ops", 200, ROLE);

        assertThat(run("acl", "role", "read", "-name=ops").out()).isEqualTo(PRETTY);
        assertThat(run("acl", "role", "read", "-id=c01a", "-meta").out()).contains("""
                Description:  team
                Hash:         abcdef12
                Create Index: 30
                Modify Index: 31
                Policies:
                """);
        assertThat(run("acl", "role", "read", "-name=ops", "-format=json").out())
                .isEqualTo("""
                {
                    "ID": "c01a1f82-44be-41b0-a686-685fb6e0f485",
                    "Name": "ops",
                    "Description": "team",
                    "Policies": [
                        {
                            "ID": "p1",
                            "Name": "bare"
                        }
                    ],
                    "ServiceIdentities": [
                        {
                            "ServiceName": "web"
                        }
                    ],
                    "Hash": "q83vEg==",
                    "CreateIndex": 30,
                    "ModifyIndex": 31
                }
                """);
    }

    @Test
    void saysWhichRoleIsNotThere() {
        agent.answer("GET /v1/acl/role/name/denied", 403, "Permission denied");

        assertThat(run("acl", "role", "read", "-name=nope")).isEqualTo(failed("Role not found with name \"nope\""));
        assertThat(run("acl", "role", "read", "-id=" + MISSING))
                .isEqualTo(failed("Role not found with ID \"" + MISSING + "\""));
        assertThat(run("acl", "role", "read", "-id=7"))
                .isEqualTo(failed("Error determining role ID: No such role ID with prefix: 7"));
        assertThat(run("acl", "role", "read", "-name=denied"))
                .isEqualTo(failed("Error reading role \"denied\": Unexpected response code: 403 (Permission denied)"));
        assertThat(run("acl", "role", "read")).isEqualTo(failed("Must specify either the -id or -name parameters"));
    }

    @Test
    void addsToARole() {
        agent.answer("PUT /v1/acl/role/" + ID, 200, ROLE);

        assertThat(run("acl", "role", "update", "-id=c01", "-description=new", "-policy-name=more")
                        .out())
                .isEqualTo(PRETTY);
        assertThat(agent.bodies().getFirst())
                .contains(
                        "\"ID\":\"" + ID + "\"",
                        "\"Name\":\"ops\"",
                        "\"Description\":\"new\"",
                        "\"Policies\":[{\"ID\":\"p1\",\"Name\":\"bare\"},{\"ID\":\"\",\"Name\":\"more\"}]",
                        "\"ServiceIdentities\":[{\"ServiceName\":\"web\"}]");
    }

    @Test
    void replacesARole() {
        agent.answer("PUT /v1/acl/role/" + ID, 200, ROLE);

        run("acl", "role", "update", "-no-merge", "-id=" + ID, "-name=ops2", "-service-identity=db");

        assertThat(agent.bodies().getFirst())
                .contains(
                        "\"ID\":\"" + ID + "\"",
                        "\"Name\":\"ops2\"",
                        "\"Description\":\"\"",
                        "\"ServiceIdentities\":[{\"ServiceName\":\"db\"}]")
                .doesNotContain("Policies");
    }

    @Test
    void saysWhyARoleCannotBeChanged() {
        agent.answer("PUT /v1/acl/role/" + ID, 500, "no");

        assertThat(run("acl", "role", "update"))
                .isEqualTo(failed("Cannot update a role without specifying the -id parameter"));
        assertThat(run("acl", "role", "update", "-id=" + ID))
                .isEqualTo(failed("Error updating role \"" + ID + "\": Unexpected response code: 500 (no)"));
        assertThat(run("acl", "role", "update", "-id=" + MISSING))
                .isEqualTo(failed("Role not found with ID \"" + MISSING + "\""));
    }

    @Test
    void deletesARole() {
        agent.answer("DELETE /v1/acl/role/" + ID, 200, "true");

        assertThat(run("acl", "role", "delete", "-name=ops"))
                .isEqualTo(new CliRun.Result(0, "Role \"" + ID + "\" deleted successfully\n", ""));
        assertThat(run("acl", "role", "delete", "-name=ops2"))
                .isEqualTo(failed("Error determining role ID: No such role with name ops2"));
        assertThat(run("acl", "role", "delete")).isEqualTo(failed("Must specify the -id or -name parameters"));
        assertThat(run("acl", "role", "delete", "-id=" + MISSING).err())
                .startsWith("Error deleting role \"" + MISSING + "\": Unexpected response code: 500");
    }

    @Test
    void listsRoles() {
        agent.answer("GET /v1/acl/roles", 200, "[" + ROLE + """
                ,{"ID":"x","Name":"json","Description":"","NodeIdentities":[{"NodeName":"n","Datacenter":"dc1"}],
                  "Hash":null,"CreateIndex":1,"ModifyIndex":1}]""");

        assertThat(run("acl", "role", "list").out()).isEqualTo("""
                ops:
                   ID:           c01a1f82-44be-41b0-a686-685fb6e0f485
                   Description:  team
                   Policies:
                      p1 - bare
                   Service Identities:
                      web (Datacenters: all)
                json:
                   ID:           x
                   Description: \s
                   Node Identities:
                      n (Datacenter: dc1)

                """);
        agent.answer("GET /v1/acl/roles", 200, "[]");
        assertThat(run("acl", "role", "list")).isEqualTo(new CliRun.Result(0, "", ""));
        assertThat(run("acl", "role", "list", "-format=json").out()).isEqualTo("[]\n");
        agent.answer("GET /v1/acl/roles", 403, "Permission denied");
        assertThat(run("acl", "role", "list"))
                .isEqualTo(
                        failed("Failed to retrieve the role list: Unexpected response code: 403 (Permission denied)"));
    }
}
