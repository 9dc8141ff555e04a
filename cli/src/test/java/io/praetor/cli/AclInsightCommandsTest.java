package io.praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.client.FakeAgent;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `acl why` and `acl suggest`, which the original does not have.
class AclInsightCommandsTest {
    private static final String ID = "44444444-aaaa-4aaa-8aaa-000000000001";

    private FakeAgent agent;

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent();
        agent.answer("GET /v1/acl/tokens", 200, "[{\"AccessorID\":\"" + ID + "\"}]")
                .answer("PUT /v1/acl/observe/" + ID + "?for=10m0s", 200, "{}");
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
    void namesTheRuleThatDecides() {
        agent.answer("GET /v1/acl/why?permission=key%3Awrite%3Afoo%2Fbar", 200, """
                {"AccessorID":"%s","Resource":"key","Segment":"foo/bar","Access":"write","Allow":true,
                 "Rule":"key_prefix \\"foo/\\" { policy = \\"write\\" }","PolicyID":"p1","PolicyName":"web"}""".formatted(ID));

        assertThat(run("acl", "why", "key:write:foo/bar").out()).isEqualTo("""
                Allowed:      yes
                AccessorID:   44444444-aaaa-4aaa-8aaa-000000000001
                Rule:         key_prefix "foo/" { policy = "write" }
                Policy:       p1 - web

                """);
        assertThat(run("acl", "why", "-format=json", "key:write:foo/bar").out()).isEqualTo("""
                {
                    "AccessorID": "44444444-aaaa-4aaa-8aaa-000000000001",
                    "Resource": "key",
                    "Segment": "foo/bar",
                    "Access": "write",
                    "Allow": true,
                    "Rule": "key_prefix \\"foo/\\" { policy = \\"write\\" }",
                    "PolicyID": "p1",
                    "PolicyName": "web"
                }
                """);
    }

    @Test
    void namesTheDefaultWhereNoRuleDecides() {
        agent.answer("GET /v1/acl/why?accessor=" + ID + "&permission=operator%3Aread", 200, """
                {"AccessorID":"%s","Resource":"operator","Access":"read","Allow":false,
                 "Otherwise":"default policy \\"deny\\""}""".formatted(ID));

        assertThat(run("acl", "why", "-id=44", "operator:read").out()).isEqualTo("""
                Allowed:      no
                AccessorID:   44444444-aaaa-4aaa-8aaa-000000000001
                Because:      no rule, default policy "deny"

                """);
    }

    @Test
    void saysWhyNothingIsExplained() {
        agent.answer("GET /v1/acl/why?permission=x%3Aread", 400, "Invalid ACL resource requested: \"x\"");

        assertThat(run("acl", "why").err())
                .startsWith("Must specify one permission, such as key:write:foo/bar\nUsage:");
        assertThat(run("acl", "why", "x:read"))
                .isEqualTo(failed("Error explaining access: Unexpected response code: 400 (Invalid ACL resource "
                        + "requested: \"x\")"));
        assertThat(run("acl", "why", "-id=7", "x:read"))
                .isEqualTo(failed("Error determining token ID: No such token ID with prefix: 7"));
    }

    @Test
    void observesThenPrintsThePolicy() {
        agent.answer("GET /v1/acl/observe/" + ID + "?hidden=", 200, """
                {"AccessorID":"%s","Observed":true,"Complete":true,"Rules":"operator = \\"read\\"\\n"}""".formatted(ID));

        assertThat(run("acl", "suggest", "-id=44", "-for=10m", "-hidden"))
                .isEqualTo(new CliRun.Result(0, "operator = \"read\"\n", ""));
        assertThat(agent.requests().get(1)).isEqualTo("PUT /v1/acl/observe/" + ID + "?for=10m0s");
    }

    @Test
    void printsLaterWhatWasObserved() {
        agent.answer("GET /v1/acl/observe/" + ID, 200, """
                {"AccessorID":"%s","Observed":true,"Complete":false,"Rules":""}""".formatted(ID));

        assertThat(run("acl", "suggest", "-id=" + ID, "-for=10m", "-detach")).isEqualTo(new CliRun.Result(0, "", ""));
        assertThat(agent.requests()).hasSize(1);
        assertThat(run("acl", "suggest", "-id=" + ID)).isEqualTo(new CliRun.Result(0, "", """
                The token asked for more than the leader notes of one token; some of it is missing.
                The token asked for nothing.
                """));
    }

    @Test
    void saysWhyThereIsNoSuggestion() {
        agent.answer("GET /v1/acl/observe/" + ID, 200, "{\"Observed\":false}");

        assertThat(run("acl", "suggest")).isEqualTo(failed("Must specify the -id parameter"));
        assertThat(run("acl", "suggest", "-id=44", "-detach")).isEqualTo(failed("-detach requires -for"));
        assertThat(run("acl", "suggest", "-id=44"))
                .isEqualTo(failed("Token \"" + ID + "\" is not observed: begin with -for, such as -for=10m"));
        assertThat(run("acl", "suggest", "-id=44", "-for=1m").err())
                .startsWith("Error observing token \"" + ID + "\": Unexpected response code: 500");
    }
}
