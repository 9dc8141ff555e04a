package io.praetor.server.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.server.acl.Rule.Match;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyRulesTest {
    @ParameterizedTest
    @CsvSource({
        "agent, AGENT, EXACT",
        "agent_prefix, AGENT, PREFIX",
        "key, KEY, EXACT",
        "key_prefix, KEY, PREFIX",
        "node, NODE, EXACT",
        "node_prefix, NODE, PREFIX",
        "service, SERVICE, EXACT",
        "service_prefix, SERVICE, PREFIX",
        "session, SESSION, EXACT",
        "session_prefix, SESSION, PREFIX",
        "event, EVENT, EXACT",
        "event_prefix, EVENT, PREFIX",
        "query, QUERY, EXACT",
        "query_prefix, QUERY, PREFIX",
    })
    void readsEveryKindWithNames(String kind, Resource resource, Match match) throws RulesException {
        String hcl = kind + " \"a/b\" { policy = \"Read\" } " + kind + " \"\" { policy = \"write\" }";
        String json = "{\"" + kind + "\": {\"a/b\": {\"policy\": \"READ\"}, \"\": {\"policy\": \"write\"}}}";
        String jsonList = "{\"" + kind + "\": [{\"a/b\": {\"policy\": \"read\"}}, {\"\": [{\"policy\": \"write\"}]}]}";

        List<Rule> expected =
                List.of(new Rule(resource, match, "a/b", Level.READ), new Rule(resource, match, "", Level.WRITE));
        assertThat(PolicyRules.parse(hcl).rules()).isEqualTo(expected);
        assertThat(PolicyRules.parse(json).rules()).isEqualTo(expected);
        assertThat(PolicyRules.parse(jsonList).rules()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"acl, ACL", "keyring, KEYRING", "operator, OPERATOR"})
    void readsEveryKindWithoutNames(String kind, Resource resource) throws RulesException {
        assertThat(PolicyRules.parse(kind + " = \"write\"").rules())
                .containsExactly(new Rule(resource, Match.EXACT, "", Level.WRITE));
        assertThat(PolicyRules.parse("{\"" + kind + "\": \"deny\"}").rules())
                .containsExactly(new Rule(resource, Match.EXACT, "", Level.DENY));
        assertThat(PolicyRules.parse(kind + " = \"\"").rules()).isEmpty();
    }

    @Test
    void readsIntentionsAsARuleOfTheirOwn() throws RulesException {
        String text = "service \"web\" { policy = \"read\" intentions = \"write\" }"
                + " service_prefix \"\" { policy = \"read\" intentions = \"\" }";

        assertThat(PolicyRules.parse(text).rules())
                .containsExactly(
                        new Rule(Resource.SERVICE, Match.EXACT, "web", Level.READ),
                        new Rule(Resource.INTENTION, Match.EXACT, "web", Level.WRITE),
                        new Rule(Resource.SERVICE, Match.PREFIX, "", Level.READ));
    }

    @Test
    void readsListForKeysOnly() throws RulesException {
        assertThat(PolicyRules.parse("key_prefix \"a\" { policy = \"list\" }").rules())
                .containsExactly(new Rule(Resource.KEY, Match.PREFIX, "a", Level.LIST));
        assertThatThrownBy(() -> PolicyRules.parse("node \"a\" { policy = \"list\" }"))
                .hasMessageStartingWith("Invalid node policy: ");
        assertThatThrownBy(() -> PolicyRules.parse("acl = \"list\"")).hasMessage("Invalid acl policy: \"list\"");
    }

    @Test
    void ignoresNamesThatAreNoKind() throws RulesException {
        assertThat(PolicyRules.parse("""
                # a comment
                namespace "x" { policy = "odd" }
                mesh = "write"
                key "a" { policy = "read" sentinel { code = "x" } }
                """).rules())
                .containsExactly(new Rule(Resource.KEY, Match.EXACT, "a", Level.READ));
        assertThat(PolicyRules.parse("").rules()).isEmpty();
        assertThat(PolicyRules.parse(" \n").rules()).isEmpty();
        assertThat(PolicyRules.parse("{}").rules()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "key \"x\" {~Failed to parse ACL rules: At 1:11: object expected closing RBRACE got: EOF",
                "key = {~Failed to parse ACL rules: At 1:9: object expected closing RBRACE got: EOF",
                "{\"key\":~Failed to parse ACL rules: unexpected end of JSON input",
                "key = \"read\"~Failed to parse ACL rules: key: not an object",
                "key { policy = \"read\" }~Failed to parse ACL rules: key.policy: not an object",
                "key = [1]~Failed to parse ACL rules: key: not an object",
                "acl { policy = \"read\" }~Failed to parse ACL rules: acl: not a string",
                "key \"a\" { policy = true }~Failed to parse ACL rules: key.a.policy: not a string",
                "acl = 3~Invalid acl policy: \"3\"",
                "keyring = \"x\"~Invalid keyring policy: \"x\"",
                "operator = \"list\"~Invalid operator policy: \"list\"",
                "key \"x\" { policy = \"maybe\" }~Invalid key policy: &acl.KeyRule{Prefix:\"x\", Policy:\"maybe\","
                        + " EnterpriseRule:acl.EnterpriseRule{}}",
                "key_prefix \"x\" {}~Invalid key_prefix policy: &acl.KeyRule{Prefix:\"x\", Policy:\"\","
                        + " EnterpriseRule:acl.EnterpriseRule{}}",
                "service \"s\" { policy = \"read\" intentions = \"list\" }~Invalid service intentions policy:"
                        + " &acl.ServiceRule{Name:\"s\", Policy:\"read\", Intentions:\"list\","
                        + " EnterpriseRule:acl.EnterpriseRule{}}",
            })
    void refusesInTheContractsWords(String text, String message) {
        assertThatThrownBy(() -> PolicyRules.parse(text))
                .isInstanceOf(RulesException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "agent",
        "agent_prefix",
        "key",
        "key_prefix",
        "node",
        "node_prefix",
        "service",
        "service_prefix",
        "session",
        "session_prefix",
        "event",
        "event_prefix",
        "query",
        "query_prefix"
    })
    void namesTheKindOfAWrongLevel(String kind) {
        assertThatThrownBy(() -> PolicyRules.parse(kind + " \"a\" { policy = \"odd\" }"))
                .hasMessageStartingWith("Invalid " + kind + " policy: &acl.");
    }

    @Test
    void takesEveryNameOfALegacyTokenForTheBeginningOfNames() throws RulesException {
        String text = "key \"a\" { policy = \"read\" } service \"\" { policy = \"write\" } operator = \"read\"";

        assertThat(PolicyRules.parseLegacy(text).rules())
                .containsExactly(
                        new Rule(Resource.KEY, Match.PREFIX, "a", Level.READ),
                        new Rule(Resource.SERVICE, Match.PREFIX, "", Level.WRITE),
                        new Rule(Resource.OPERATOR, Match.EXACT, "", Level.READ));
        assertThat(PolicyRules.parseLegacy("acl = \"write\" key_prefix \"\" { policy = \"write\" }")
                        .rules())
                .isEmpty();
        assertThatThrownBy(() -> PolicyRules.parseLegacy("key \"x\" {"))
                .hasMessage("Failed to parse ACL rules: At 1:11: object expected closing RBRACE got: EOF");
    }

    @Test
    void refusesTextsWithoutMeasure() {
        assertThatThrownBy(() -> PolicyRules.parse("#".repeat(PolicyRules.MAX_TEXT + 1)))
                .hasMessage("Failed to parse ACL rules: longer than 524288 characters");
        assertThatThrownBy(() -> PolicyRules.parse("a {".repeat(100_000)))
                .hasMessageContaining("nested more than 100 deep");
        assertThatThrownBy(() -> PolicyRules.parse("{\"a\":".repeat(100_000)))
                .hasMessageContaining("nested more than 100 deep");
    }

    @Test
    void readsAsManyRulesAsFit() throws RulesException {
        String text = "key k {policy=read}".replace("read", "\"read\"");
        int many = PolicyRules.MAX_TEXT / text.length();

        assertThat(PolicyRules.parse(text.repeat(many)).rules()).hasSize(many);
    }

    @Test
    void readsTheBuiltInPolicies() throws RulesException {
        assertThat(GlobalManagement.POLICY.rules().rules()).hasSize(11).allMatch(rule -> rule.level() == Level.WRITE);
        assertThat(PolicySource.ofServiceIdentity("web", List.of()).rules().rules())
                .containsExactly(
                        new Rule(Resource.NODE, Match.PREFIX, "", Level.READ),
                        new Rule(Resource.SERVICE, Match.EXACT, "web", Level.WRITE),
                        new Rule(Resource.SERVICE, Match.EXACT, "web-sidecar-proxy", Level.WRITE),
                        new Rule(Resource.SERVICE, Match.PREFIX, "", Level.READ));
        assertThat(PolicySource.ofNodeIdentity("n1", "dc1").rules().rules())
                .containsExactly(
                        new Rule(Resource.NODE, Match.EXACT, "n1", Level.WRITE),
                        new Rule(Resource.SERVICE, Match.PREFIX, "", Level.READ));
        assertThat(PolicySource.ofAgentRecovery("a \"quoted\" \\ name").rules().rules())
                .containsExactly(
                        new Rule(Resource.AGENT, Match.EXACT, "a \"quoted\" \\ name", Level.WRITE),
                        new Rule(Resource.NODE, Match.PREFIX, "", Level.READ));
    }
}
