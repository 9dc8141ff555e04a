package io.praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.client.FakeAgent;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `acl binding-rule`, as recorded (transcripts/acl-login.json).
class AclBindingRuleCommandsTest {
    private static final String ID = "43cb72df-9c6f-4315-ac8a-01a9d98155ef";
    private static final String MISSING = "00000000-1111-2222-3333-444444444444";
    private static final String RULE = """
            {"ID":"%s","Description":"by team","AuthMethod":"j1","Selector":"value.team == \\"red\\"",
             "BindType":"service","BindName":"svc-${value.user}","CreateIndex":50,"ModifyIndex":51}""".formatted(ID);
    private static final String PRETTY = """
            ID:           43cb72df-9c6f-4315-ac8a-01a9d98155ef
            AuthMethod:   j1
            Description:  by team
            BindType:     service
            BindName:     svc-${value.user}
            Selector:     value.team == "red"

            """;

    private FakeAgent agent;

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent();
        agent.answer("PUT /v1/acl/binding-rule", 200, RULE)
                .answer("GET /v1/acl/binding-rules", 200, "[" + RULE + "]")
                .answer("GET /v1/acl/binding-rule/" + ID, 200, RULE)
                .answer("PUT /v1/acl/binding-rule/" + ID, 200, RULE);
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
    void createsABindingRule() {
        CliRun.Result result = run(
                "acl",
                "binding-rule",
                "create",
                "-method=j1",
                "-bind-type=role",
                "-bind-name=svc-${value.user}",
                "-selector=a == 1",
                "-description=by team");
        run("acl", "binding-rule", "create", "-method=j1", "-bind-name=x");

        assertThat(result).isEqualTo(new CliRun.Result(0, PRETTY, ""));
        assertThat(agent.bodies().getFirst())
                .contains(
                        "\"Description\":\"by team\"",
                        "\"AuthMethod\":\"j1\"",
                        "\"Selector\":\"a == 1\"",
                        "\"BindType\":\"role\"",
                        "\"BindName\":\"svc-${value.user}\"");
        assertThat(agent.bodies().getLast()).contains("\"BindType\":\"service\"");
    }

    @Test
    void refusesBindingRulesThatMakeNoSense() {
        agent.answer("PUT /v1/acl/binding-rule", 500, "cannot find auth method with name \"nope\"");

        assertThat(run("acl", "binding-rule", "create").err())
                .startsWith("Missing required '-method' flag\nUsage: consul acl binding-rule create");
        assertThat(run("acl", "binding-rule", "create", "-method=j1").err())
                .startsWith("Missing required '-bind-name' flag\nUsage:");
        assertThat(run("acl", "binding-rule", "create", "-method=j1", "-bind-type=", "-bind-name=x")
                        .err())
                .startsWith("Missing required '-bind-type' flag\nUsage:");
        assertThat(run("acl", "binding-rule", "create", "-method=nope", "-bind-name=x"))
                .isEqualTo(failed("Failed to create new binding rule: Unexpected response code: 500 "
                        + "(cannot find auth method with name \"nope\")"));
    }

    @Test
    void showsABindingRule() {
        assertThat(run("acl", "binding-rule", "read", "-id=43c").out()).isEqualTo(PRETTY);
        assertThat(run("acl", "binding-rule", "read", "-id=" + ID, "-meta").out())
                .endsWith("Create Index: 50\nModify Index: 51\n\n");
        assertThat(run("acl", "binding-rule", "read", "-id=" + ID, "-format=json")
                        .out())
                .isEqualTo("""
                {
                    "ID": "43cb72df-9c6f-4315-ac8a-01a9d98155ef",
                    "Description": "by team",
                    "AuthMethod": "j1",
                    "Selector": "value.team == \\"red\\"",
                    "BindType": "service",
                    "BindName": "svc-${value.user}",
                    "CreateIndex": 50,
                    "ModifyIndex": 51
                }
                """);
        assertThat(run("acl", "binding-rule", "read")).isEqualTo(failed("Must specify the -id parameter."));
        assertThat(run("acl", "binding-rule", "read", "-id=" + MISSING))
                .isEqualTo(failed("Binding rule not found with ID \"" + MISSING + "\""));
        assertThat(run("acl", "binding-rule", "read", "-id=7"))
                .isEqualTo(failed("Error determining binding rule ID: No such rule ID with prefix: 7"));
    }

    @Test
    void changesWhatIsGivenAndKeepsTheRest() {
        assertThat(run("acl", "binding-rule", "update", "-id=" + ID, "-description=again")
                        .out())
                .isEqualTo(PRETTY);
        run("acl", "binding-rule", "update", "-id=" + ID, "-no-merge", "-bind-type=node", "-bind-name=n");

        assertThat(agent.bodies().getFirst())
                .contains(
                        "\"Description\":\"again\"",
                        "\"Selector\":\"value.team == \\\"red\\\"\"",
                        "\"BindName\":\"svc-${value.user}\"");
        assertThat(agent.bodies().getLast())
                .contains(
                        "\"Description\":\"\"",
                        "\"AuthMethod\":\"j1\"",
                        "\"Selector\":\"\"",
                        "\"BindType\":\"node\"",
                        "\"BindName\":\"n\"");
    }

    @Test
    void saysWhyABindingRuleCannotBeChanged() {
        agent.answer("PUT /v1/acl/binding-rule/" + ID, 500, "no");

        assertThat(run("acl", "binding-rule", "update"))
                .isEqualTo(failed("Cannot update a binding rule without specifying the -id parameter"));
        assertThat(run("acl", "binding-rule", "update", "-id=" + ID, "-no-merge")
                        .err())
                .startsWith("Missing required '-bind-type' flag\n");
        assertThat(run("acl", "binding-rule", "update", "-id=" + MISSING))
                .isEqualTo(failed("Binding rule not found with ID \"" + MISSING + "\""));
        assertThat(run("acl", "binding-rule", "update", "-id=" + ID))
                .isEqualTo(failed("Error updating binding rule \"" + ID + "\": Unexpected response code: 500 (no)"));
    }

    @Test
    void deletesABindingRule() {
        agent.answer("DELETE /v1/acl/binding-rule/" + ID, 200, "true");

        assertThat(run("acl", "binding-rule", "delete", "-id=" + ID))
                .isEqualTo(new CliRun.Result(0, "Binding rule \"" + ID + "\" deleted successfully\n", ""));
        assertThat(run("acl", "binding-rule", "delete")).isEqualTo(failed("Must specify the -id parameter"));
        assertThat(run("acl", "binding-rule", "delete", "-id=" + MISSING).err())
                .startsWith("Error deleting binding rule \"" + MISSING + "\": Unexpected response code: 500");
    }

    @Test
    void listsBindingRules() {
        agent.answer("GET /v1/acl/binding-rules?authmethod=nope", 200, "[]");

        assertThat(run("acl", "binding-rule", "list").out()).isEqualTo("""
                43cb72df-9c6f-4315-ac8a-01a9d98155ef:
                   AuthMethod:   j1
                   Description:  by team
                   BindType:     service
                   BindName:     svc-${value.user}
                   Selector:     value.team == "red"

                """);
        assertThat(run("acl", "binding-rule", "list", "-method=nope")).isEqualTo(new CliRun.Result(0, "", ""));
        agent.answer("GET /v1/acl/binding-rules", 403, "Permission denied");
        assertThat(run("acl", "binding-rule", "list"))
                .isEqualTo(failed("Failed to retrieve the binding rule list: Unexpected response code: 403 "
                        + "(Permission denied)"));
    }
}
