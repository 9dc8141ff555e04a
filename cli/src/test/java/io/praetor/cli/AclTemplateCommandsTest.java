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

/// `acl templated-policy`, and the flags that go with it; the original has them since 1.17.
class AclTemplateCommandsTest {
    private static final String TOKEN = """
            {"AccessorID":"a","SecretID":"s","Description":"","Local":false,
             "TemplatedPolicies":[{"TemplateName":"builtin/service","TemplateVariables":{"Name":"api"}},
                                  {"TemplateName":"builtin/dns","Datacenters":["dc1","dc2"]}],
             "CreateTime":"2026-11-21T07:37:01Z","Hash":"q83vEg==","CreateIndex":20,"ModifyIndex":21}""";
    private static final String SERVICE =
            "{\"TemplateName\":\"builtin/service\",\"TemplateVariables\":{\"Name\":\"api\"}}";

    @TempDir
    private Path folder;

    private FakeAgent agent;

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent();
        agent.answer("PUT /v1/acl/token", 200, TOKEN);
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
    void listsTemplates() {
        agent.answer("GET /v1/acl/templated-policies", 200, """
                {"builtin/dns":{"TemplateName":"builtin/dns","Schema":"","Template":"t","Description":"d"},
                 "builtin/node":{"TemplateName":"builtin/node","Schema":"{}","Template":"t","Description":"d"}}""");

        assertThat(run("acl", "templated-policy", "list").out()).isEqualTo("builtin/dns\nbuiltin/node\n");
        assertThat(run("acl", "templated-policy", "list", "-format=json").out())
                .startsWith("{\n    \"builtin/dns\": {\n        \"TemplateName\": \"builtin/dns\",\n");
    }

    @Test
    void showsATemplate() {
        agent.answer(
                "GET /v1/acl/templated-policy/name/builtin/node",
                200,
                "{\"TemplateName\":\"builtin/node\",\"Schema\":\"{}\",\"Template\":\"rules\",\"Description\":\"d\"}");

        assertThat(run("acl", "templated-policy", "read", "-name=builtin/node").out())
                .isEqualTo("""
                Name:            builtin/node
                Description:     d
                Input variables: Name: String - Required
                Raw Template:
                rules
                """);
        assertThat(run("acl", "templated-policy", "read").err()).startsWith("Must specify the -name parameter\n");
    }

    @Test
    void showsWhatATemplateComesTo() throws IOException {
        agent.answer(
                "POST /v1/acl/templated-policy/preview/builtin/service",
                200,
                "{\"ID\":\"i\",\"Name\":\"n\",\"Description\":\"d\",\"Rules\":\"rules\"}");
        Path file =
                Files.writeString(folder.resolve("f.hcl"), "TemplatedPolicy \"builtin/service\" { Name = \"api\" }");

        assertThat(run("acl", "templated-policy", "preview", "-name=builtin/service", "-var=name:api")
                        .out())
                .isEqualTo("""
                        ID:           i
                        Name:         n
                        Description:  d
                        Datacenters:\s\s
                        Rules:
                        rules
                        """);
        assertThat(run("acl", "templated-policy", "preview", "-file=" + file).code())
                .isZero();
        assertThat(agent.bodies()).containsOnly("{\"Name\":\"api\"}");
        assertThat(run("acl", "templated-policy", "preview").err())
                .startsWith("Must specify either the -name or -file parameters\n");
    }

    @Test
    void givesATokenATemplatedPolicy() throws IOException {
        Path file = Files.writeString(folder.resolve("f.json"), """
                {"TemplatedPolicy": {"builtin/service": {"Name": "api"}, "builtin/dns": {}}}""");

        assertThat(run("acl", "token", "create", "-templated-policy=builtin/service", "-var=name:api")
                        .out())
                .isEqualTo("""
                        AccessorID:       a
                        SecretID:         s
                        Description:     \s
                        Local:            false
                        Create Time:      2026-11-21 07:37:01 +0000 UTC
                        Templated Policies:
                           builtin/service
                              Name: api
                              Datacenters: all
                           builtin/dns
                              Datacenters: dc1, dc2

                        """);
        assertThat(agent.bodies().getLast()).contains("\"TemplatedPolicies\":[" + SERVICE + "]");
        assertThat(run("acl", "token", "create", "-templated-policy-file=" + file)
                        .code())
                .isZero();
        assertThat(agent.bodies().getLast())
                .contains("\"TemplatedPolicies\":[{\"TemplateName\":\"builtin/dns\"}," + SERVICE + "]");
        assertThat(run("acl", "token", "create", "-templated-policy=builtin/dns", "-format=json")
                        .out())
                .contains("\"TemplatedPolicies\": [\n");
    }

    @Test
    void refusesVariablesThatFitNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("f.hcl"), "TemplatedPolicy \"builtin/service\" { Nme = \"api\" }");
        Path empty = Files.writeString(folder.resolve("e.hcl"), "");

        assertThat(run("acl", "token", "create", "-policy-name=p", "-var=name:api"))
                .isEqualTo(failed("Cannot use -var without exactly one -templated-policy"));
        assertThat(run("acl", "token", "create", "-templated-policy=builtin/service", "-var=x"))
                .isEqualTo(failed("Malformed -var argument: \"x\" (expected name:VALUE)"));
        assertThat(run("acl", "token", "create", "-templated-policy-file=" + file))
                .isEqualTo(failed("Error reading templated policies from \"" + file
                        + "\": \"Nme\" is no variable; there is only Name, a text"));
        assertThat(run("acl", "token", "create", "-templated-policy-file=" + empty))
                .isEqualTo(failed(
                        "Error reading templated policies from \"" + empty + "\": there is no TemplatedPolicy in it"));
        assertThat(agent.bodies()).isEmpty();
    }

    @Test
    void keepsOrReplacesWhatATokenHas() {
        String id = "44444444-aaaa-4aaa-8aaa-000000000001";
        agent.answer("GET /v1/acl/token/" + id, 200, TOKEN).answer("PUT /v1/acl/token/a", 200, TOKEN);

        var _ = run(
                "acl", "token", "update", "-id=" + id, "-merge-templated-policies", "-templated-policy=builtin/dns");
        assertThat(agent.bodies().getLast()).contains(SERVICE, "{\"TemplateName\":\"builtin/dns\"}");
        var _ = run("acl", "token", "update", "-id=" + id, "-policy-name=p");
        assertThat(agent.bodies().getLast()).doesNotContain("TemplatedPolicies");
    }

    @Test
    void bindsToATemplatedPolicy() {
        agent.answer("PUT /v1/acl/binding-rule", 200, """
                {"ID":"i","Description":"","AuthMethod":"m","Selector":"","BindType":"templated-policy",
                 "BindName":"builtin/service","BindVars":{"Name":"${value.user}"},"CreateIndex":1,"ModifyIndex":1}""");

        assertThat(run(
                                "acl",
                                "binding-rule",
                                "create",
                                "-method=m",
                                "-bind-type=templated-policy",
                                "-bind-name=builtin/service",
                                "-bind-vars=name=${value.user}")
                        .out())
                .contains("BindName:     builtin/service\nBindVars:     Name: ${value.user}\n");
        assertThat(agent.bodies().getLast()).contains("\"BindVars\":{\"Name\":\"${value.user}\"}");
        assertThat(run("acl", "binding-rule", "create", "-method=m", "-bind-name=x", "-bind-vars=y"))
                .isEqualTo(failed("Malformed -bind-vars argument: \"y\" (expected name=VALUE)"));
    }

    @Test
    void helpShowsWhatIsNewerApart() {
        assertThat(run("acl", "role", "create", "-help").out())
                .contains("Command Options newer than Consul 1.9", "\n    -templated-policy=<value>\n");
    }

    @Test
    void bootstrapsWithAChosenSecret() throws IOException {
        String secret = "44444444-bbbb-4bbb-8bbb-000000000001";
        agent.answer("PUT /v1/acl/bootstrap", 200, TOKEN);
        Path file = Files.writeString(folder.resolve("secret"), secret + "\n");
        Path blank = Files.writeString(folder.resolve("blank"), "\n");

        assertThat(run("acl", "bootstrap", file.toString()).code()).isZero();
        assertThat(agent.bodies().getLast()).isEqualTo("{\"BootstrapSecret\":\"" + secret + "\"}");
        assertThat(CliRun.against(agent)
                        .stdin(secret)
                        .run("acl", "bootstrap", "-")
                        .code())
                .isZero();
        assertThat(agent.bodies()).hasSize(2);
        assertThat(run("acl", "bootstrap", blank.toString()))
                .isEqualTo(failed("Error reading the secret: there is none"));
        assertThat(run("acl", "bootstrap", "a", "b"))
                .isEqualTo(failed("Error! Too many arguments (expected at most 1, got 2)"));
    }

    @Test
    void knowsThePolicyThatReadsEverythingBeforeItIsListed() {
        agent.answer("GET /v1/acl/policies", 200, "[]")
                .answer(
                        "GET /v1/acl/policy/00000000-0000-0000-0000-000000000002",
                        200,
                        "{\"ID\":\"00000000-0000-0000-0000-000000000002\",\"Name\":\"builtin/global-read-only\"}");

        assertThat(run("acl", "policy", "read", "-name=builtin/global-read-only")
                        .out())
                .contains("builtin/global-read-only");
    }
}
