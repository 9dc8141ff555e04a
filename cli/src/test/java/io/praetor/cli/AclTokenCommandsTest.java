package io.praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.client.FakeAgent;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `acl token` and `acl bootstrap`, as recorded (transcripts/acl.json, acl-bootstrap.json).
class AclTokenCommandsTest {
    private static final String ID = "44444444-aaaa-4aaa-8aaa-000000000001";
    private static final String TOKEN = """
            {"AccessorID":"%s","SecretID":"44444444-bbbb-4bbb-8bbb-000000000001","Description":"one",
             "Policies":[{"ID":"p1","Name":"from-file"}],"Local":false,
             "CreateTime":"2026-11-21T07:37:01.123450000Z","Hash":"q83vEg==","CreateIndex":20,"ModifyIndex":21}""".formatted(ID);
    private static final String PRETTY = """
            AccessorID:       44444444-aaaa-4aaa-8aaa-000000000001
            SecretID:         44444444-bbbb-4bbb-8bbb-000000000001
            Description:      one
            Local:            false
            Create Time:      2026-11-21 07:37:01.12345 +0000 UTC
            Policies:
               p1 - from-file

            """;
    private static final String RICH = """
            {"AccessorID":"%s","SecretID":"s","Description":"","Roles":[{"ID":"r1","Name":"ops"}],
             "ServiceIdentities":[{"ServiceName":"api"},{"ServiceName":"web","Datacenters":["dc1","dc2"]}],
             "NodeIdentities":[{"NodeName":"node1","Datacenter":"dc1"}],"Local":true,"AuthMethod":"j1",
             "ExpirationTime":"2026-11-21T09:37:01Z","CreateTime":"2026-11-21T07:37:01Z","Hash":"q83vEg==",
             "CreateIndex":20,"ModifyIndex":21}""".formatted(ID);
    private static final String LIST = """
            [{"AccessorID":"%s","Description":"one","Policies":[{"ID":"p1","Name":"from-file"}],"Local":false,
              "CreateTime":"2026-11-21T07:37:01Z","Hash":"q83vEg==","CreateIndex":20,"ModifyIndex":21},
             {"AccessorID":"00000000-0000-0000-0000-000000000002","Description":"Anonymous Token","Local":false,
              "NodeIdentities":[{"NodeName":"node1","Datacenter":"dc1"}],"CreateTime":"2026-11-21T07:37:01Z",
              "Hash":"q83vEg==","CreateIndex":5,"ModifyIndex":5}]""".formatted(ID);

    private FakeAgent agent;

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent();
        agent.answer("GET /v1/acl/token/" + ID, 200, TOKEN).answer("GET /v1/acl/tokens", 200, LIST);
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
    void createsAToken() {
        agent.answer("PUT /v1/acl/token", 200, TOKEN)
                .answer("GET /v1/acl/policies", 200, "[{\"ID\":\"06acc965\",\"Name\":\"a\"}]")
                .answer("GET /v1/acl/roles", 200, "[{\"ID\":\"c01a1f82\",\"Name\":\"b\"}]");

        CliRun.Result result = run(
                "acl",
                "token",
                "create",
                "-description=one",
                "-accessor=" + ID,
                "-secret=44444444-bbbb-4bbb-8bbb-000000000001",
                "-local",
                "-expires-ttl=2h",
                "-policy-name=from-file",
                "-policy-id=06",
                "-role-name=ops",
                "-role-id=c0",
                "-service-identity=web:dc1,dc2",
                "-service-identity=api",
                "-node-identity=node1:dc1");

        assertThat(result).isEqualTo(new CliRun.Result(0, PRETTY, ""));
        assertThat(agent.bodies().getFirst())
                .contains(
                        "\"AccessorID\":\"" + ID + "\"",
                        "\"SecretID\":\"44444444-bbbb-4bbb-8bbb-000000000001\"",
                        "\"Description\":\"one\"",
                        "\"Policies\":[{\"ID\":\"\",\"Name\":\"from-file\"},{\"ID\":\"06acc965\",\"Name\":\"\"}]",
                        "\"Roles\":[{\"ID\":\"\",\"Name\":\"ops\"},{\"ID\":\"c01a1f82\",\"Name\":\"\"}]",
                        "\"ServiceIdentities\":[{\"ServiceName\":\"web\",\"Datacenters\":[\"dc1\",\"dc2\"]},"
                                + "{\"ServiceName\":\"api\"}]",
                        "\"NodeIdentities\":[{\"NodeName\":\"node1\",\"Datacenter\":\"dc1\"}]",
                        "\"Local\":true",
                        "\"ExpirationTTL\":\"2h0m0s\"");
    }

    @Test
    void refusesTokensThatMakeNoSense() {
        agent.answer("PUT /v1/acl/token", 500, "No such ACL policy with name \"nope\"");

        assertThat(run("acl", "token", "create"))
                .isEqualTo(failed("Cannot create a token without specifying -policy-name, -policy-id, -role-name, "
                        + "-role-id, -service-identity, or -node-identity at least once"));
        assertThat(run("acl", "token", "create", "-node-identity=bad"))
                .isEqualTo(failed("Malformed -node-identity argument: \"bad\""));
        assertThat(run("acl", "token", "create", "-service-identity=a:b:c"))
                .isEqualTo(failed("Malformed -service-identity argument: \"a:b:c\""));
        assertThat(agent.bodies()).isEmpty();
        assertThat(run("acl", "token", "create", "-policy-name=nope"))
                .isEqualTo(failed("Failed to create new token: Unexpected response code: 500 (No such ACL policy with "
                        + "name \"nope\")"));
        assertThat(run("acl", "token", "create", "-policy-name=a", "-expires-ttl=x")
                        .err())
                .startsWith("invalid value \"x\" for flag -expires-ttl: parse error\n");
    }

    @Test
    void saysWhichLinkDoesNotExist() {
        agent.answer("GET /v1/acl/policies", 200, "[]").answer("GET /v1/acl/roles", 403, "Permission denied");

        assertThat(run("acl", "token", "create", "-policy-id=7"))
                .isEqualTo(failed("Error resolving policy ID 7: No such policy ID with prefix: 7"));
        assertThat(run("acl", "token", "create", "-role-id=7"))
                .isEqualTo(failed("Error resolving role ID 7: Unexpected response code: 403 (Permission denied)"));
    }

    @Test
    void showsAToken() {
        assertThat(run("acl", "token", "read", "-id=" + ID).out()).isEqualTo(PRETTY);
        assertThat(run("acl", "token", "read", "-id=44444444-aaaa", "-meta").out())
                .isEqualTo("""
                AccessorID:       44444444-aaaa-4aaa-8aaa-000000000001
                SecretID:         44444444-bbbb-4bbb-8bbb-000000000001
                Description:      one
                Local:            false
                Create Time:      2026-11-21 07:37:01.12345 +0000 UTC
                Hash:             abcdef12
                Create Index:     20
                Modify Index:     21
                Policies:
                   p1 - from-file

                """);
        assertThat(run("acl", "token", "read", "-id=" + ID, "-format=json").out())
                .isEqualTo("""
                {
                    "CreateIndex": 20,
                    "ModifyIndex": 21,
                    "AccessorID": "44444444-aaaa-4aaa-8aaa-000000000001",
                    "SecretID": "44444444-bbbb-4bbb-8bbb-000000000001",
                    "Description": "one",
                    "Policies": [
                        {
                            "ID": "p1",
                            "Name": "from-file"
                        }
                    ],
                    "Local": false,
                    "CreateTime": "2026-11-21T07:37:01.12345Z",
                    "Hash": "q83vEg=="
                }
                """);
    }

    @Test
    void showsAllThatATokenMayHave() {
        agent.answer("GET /v1/acl/token/self", 200, RICH);

        assertThat(run("acl", "token", "read", "-self", "-token=mine").out()).isEqualTo("""
                AccessorID:       44444444-aaaa-4aaa-8aaa-000000000001
                SecretID:         s
                Description:     \s
                Local:            true
                Auth Method:      j1
                Create Time:      2026-11-21 07:37:01 +0000 UTC
                Expiration Time:  2026-11-21 09:37:01 +0000 UTC
                Roles:
                   r1 - ops
                Service Identities:
                   api (Datacenters: all)
                   web (Datacenters: dc1, dc2)
                Node Identities:
                   node1 (Datacenter: dc1)

                """);
        assertThat(agent.tokens()).containsExactly("mine");
        assertThat(run("acl", "token", "read", "-self", "-format=json").out())
                .contains(
                        "\"AuthMethod\": \"j1\",\n    \"ExpirationTime\": \"2026-11-21T09:37:01Z\",\n    \"CreateTime\"");
    }

    @Test
    void showsTheRulesOfAnOldToken() {
        agent.answer("GET /v1/acl/token/self", 200, """
                {"AccessorID":"a","SecretID":"s","Description":"","Rules":"key \\"\\" { }","Local":false,
                 "CreateTime":"2026-11-21T07:37:01Z","Hash":null,"CreateIndex":1,"ModifyIndex":1}""");

        assertThat(run("acl", "token", "read", "-self").out()).endsWith("UTC\nRules:\nkey \"\" { }\n\n");
    }

    @Test
    void saysWhyATokenCannotBeShown() {
        agent.answer("GET /v1/acl/token/self", 403, "ACL not found")
                .answer("GET /v1/acl/token/00000000-1111-2222-3333-444444444444", 403, "ACL not found");

        assertThat(run("acl", "token", "read")).isEqualTo(failed("Must specify the -id parameter"));
        assertThat(run("acl", "token", "read", "-self"))
                .isEqualTo(failed("Error reading token: Unexpected response code: 403 (ACL not found)"));
        assertThat(run("acl", "token", "read", "-id=00000000-1111-2222-3333-444444444444"))
                .isEqualTo(failed("Error reading token \"00000000-1111-2222-3333-444444444444\": "
                        + "Unexpected response code: 403 (ACL not found)"));
        assertThat(run("acl", "token", "read", "-id=7"))
                .isEqualTo(failed("Error determining token ID: No such token ID with prefix: 7"));
    }

    @Test
    void replacesWhatATokenMayDo() {
        agent.answer("PUT /v1/acl/token/" + ID, 200, TOKEN);

        assertThat(run("acl", "token", "update", "-id=" + ID, "-policy-name=bare", "-description=two")
                        .out())
                .isEqualTo(PRETTY);
        run("acl", "token", "update", "-id=" + ID);

        assertThat(agent.bodies().getFirst())
                .contains(
                        "\"SecretID\":\"44444444-bbbb-4bbb-8bbb-000000000001\"",
                        "\"Description\":\"two\"",
                        "\"Policies\":[{\"ID\":\"\",\"Name\":\"bare\"}]");
        assertThat(agent.bodies().getLast()).contains("\"Description\":\"one\"").doesNotContain("Policies");
    }

    @Test
    void addsToWhatATokenMayDo() {
        agent.answer("GET /v1/acl/token/" + ID, 200, RICH).answer("PUT /v1/acl/token/" + ID, 200, RICH);

        run(
                "acl",
                "token",
                "update",
                "-id=" + ID,
                "-merge-policies",
                "-merge-roles",
                "-merge-service-identities",
                "-merge-node-identities",
                "-policy-name=bare",
                "-role-name=ops",
                "-service-identity=api",
                "-service-identity=db",
                "-node-identity=node2:dc1");

        assertThat(agent.bodies().getFirst())
                .contains(
                        "\"Policies\":[{\"ID\":\"\",\"Name\":\"bare\"}]",
                        "\"Roles\":[{\"ID\":\"r1\",\"Name\":\"ops\"}]",
                        "\"ServiceIdentities\":[{\"ServiceName\":\"api\"},{\"ServiceName\":\"web\","
                                + "\"Datacenters\":[\"dc1\",\"dc2\"]},{\"ServiceName\":\"db\"}]",
                        "\"NodeIdentities\":[{\"NodeName\":\"node1\",\"Datacenter\":\"dc1\"},"
                                + "{\"NodeName\":\"node2\",\"Datacenter\":\"dc1\"}]",
                        "\"ExpirationTime\":\"2026-11-21T09:37:01Z\"",
                        "\"AuthMethod\":\"j1\"");
    }

    @Test
    void makesAnOldTokenOneOfToday() {
        agent.answer("PUT /v1/acl/token/" + ID, 200, TOKEN);

        assertThat(run("acl", "token", "update", "-id=" + ID, "-upgrade-legacy"))
                .isEqualTo(failed("Can't use -upgrade-legacy on a non-legacy token"));

        agent.answer("GET /v1/acl/token/" + ID, 200, """
                {"AccessorID":"%s","SecretID":"s","Description":"","Rules":"acl = \\"read\\"","Local":false,
                 "CreateTime":"2026-11-21T07:37:01Z","Hash":null,"CreateIndex":1,"ModifyIndex":1}""".formatted(ID));
        run("acl", "token", "update", "-id=" + ID, "-upgrade-legacy", "-policy-name=bare");

        assertThat(agent.bodies().getFirst()).contains("\"Name\":\"bare\"").doesNotContain("Rules");
    }

    @Test
    void saysWhyATokenCannotBeChanged() {
        agent.answer("PUT /v1/acl/token/" + ID, 500, "no")
                .answer("GET /v1/acl/token/00000000-1111-2222-3333-444444444444", 403, "ACL not found");

        assertThat(run("acl", "token", "update"))
                .isEqualTo(failed("Cannot update a token without specifying the -id parameter"));
        assertThat(run("acl", "token", "update", "-id=00000000-1111-2222-3333-444444444444"))
                .isEqualTo(
                        failed("Error when retrieving current token: Unexpected response code: 403 (ACL not found)"));
        assertThat(run("acl", "token", "update", "-id=" + ID))
                .isEqualTo(failed("Failed to update token " + ID + ": Unexpected response code: 500 (no)"));
    }

    @Test
    void clonesAToken() {
        agent.answer("PUT /v1/acl/token/" + ID + "/clone", 200, TOKEN);

        assertThat(run("acl", "token", "clone", "-id=44", "-description=copy").out())
                .isEqualTo(PRETTY);
        assertThat(agent.bodies()).containsExactly("{\"Description\":\"copy\"}");
        assertThat(run("acl", "token", "clone"))
                .isEqualTo(failed("Cannot update a token without specifying the -id parameter"));
        assertThat(run("acl", "token", "clone", "-id=anonymous").err())
                .startsWith("Error cloning token: Unexpected response code: 500");
    }

    @Test
    void deletesAToken() {
        agent.answer("DELETE /v1/acl/token/" + ID, 200, "true")
                .answer(
                        "DELETE /v1/acl/token/00000000-0000-0000-0000-000000000002",
                        500,
                        "Delete operation not permitted on the anonymous token");

        assertThat(run("acl", "token", "delete", "-id=44"))
                .isEqualTo(new CliRun.Result(0, "Token \"" + ID + "\" deleted successfully\n", ""));
        assertThat(run("acl", "token", "delete", "-id=anonymous"))
                .isEqualTo(failed("Error deleting token \"00000000-0000-0000-0000-000000000002\": Unexpected response "
                        + "code: 500 (Delete operation not permitted on the anonymous token)"));
        assertThat(run("acl", "token", "delete")).isEqualTo(failed("Must specify the -id parameter"));
    }

    @Test
    void listsTokensWithoutTheirSecrets() {
        assertThat(run("acl", "token", "list").out()).isEqualTo("""
                AccessorID:       44444444-aaaa-4aaa-8aaa-000000000001
                Description:      one
                Local:            false
                Create Time:      2026-11-21 07:37:01 +0000 UTC
                Legacy:           false
                Policies:
                   p1 - from-file

                AccessorID:       00000000-0000-0000-0000-000000000002
                Description:      Anonymous Token
                Local:            false
                Create Time:      2026-11-21 07:37:01 +0000 UTC
                Legacy:           false
                Node Identities:
                   node1 (Datacenter: dc1)

                """);
        assertThat(run("acl", "token", "list", "-meta").out()).contains("""
                Legacy:           false
                Hash:             abcdef12
                Create Index:     20
                Modify Index:     21
                Policies:
                """);
        assertThat(run("acl", "token", "list", "-format=json").out())
                .startsWith("""
                [
                    {
                        "CreateIndex": 20,
                        "ModifyIndex": 21,
                        "AccessorID": "44444444-aaaa-4aaa-8aaa-000000000001",
                        "Description": "one",
                """)
                .contains("\"Hash\": \"q83vEg==\",\n        \"Legacy\": false\n");
    }

    @Test
    void saysWhyThereIsNoList() {
        agent.answer("GET /v1/acl/tokens", 403, "Permission denied");

        assertThat(run("acl", "token", "list"))
                .isEqualTo(
                        failed("Failed to retrieve the token list: Unexpected response code: 403 (Permission denied)"));
    }

    @Test
    void bootstrapsOnce() {
        agent.answer("PUT /v1/acl/bootstrap", 200, TOKEN);

        assertThat(run("acl", "bootstrap").out()).isEqualTo(PRETTY);
        assertThat(run("acl", "bootstrap", "-format=json").out()).startsWith("{\n    \"CreateIndex\": 20,\n");

        agent.answer(
                "PUT /v1/acl/bootstrap", 403, "Permission denied: ACL bootstrap no longer allowed (reset index: 21)");
        assertThat(run("acl", "bootstrap"))
                .isEqualTo(failed("Failed ACL bootstrapping: Unexpected response code: 403 (Permission denied: ACL "
                        + "bootstrap no longer allowed (reset index: 21))"));
    }
}
