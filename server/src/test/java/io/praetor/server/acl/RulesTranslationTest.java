package io.praetor.server.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.server.RequestFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RulesTranslationTest {
    @Test
    void translatesAsRecorded() {
        assertThat(RulesTranslation.translate("key \"foo\" { policy = \"write\" } service \"\" { policy = \"read\" }"
                        + " event \"e\" { policy = \"write\" }"))
                .isEqualTo(
                        "key_prefix \"foo\" {\n  policy = \"write\"\n}\n\nservice_prefix \"\" {\n  policy = \"read\"\n}\n\n"
                                + "event_prefix \"e\" {\n  policy = \"write\"\n}");
        assertThat(RulesTranslation.translate("node \"\" { policy = \"read\" } operator = \"write\""))
                .isEqualTo("node_prefix \"\" {\n  policy = \"read\"\n}\n\noperator = \"write\"");
        assertThat(RulesTranslation.translate("# old style\nquery \"\" {\n policy = \"read\" }\nkeyring = \"write\"\n"))
                .isEqualTo("# old style\nquery_prefix \"\" {\n  policy = \"read\"\n}\n\nkeyring = \"write\"");
        assertThat(RulesTranslation.translate("key =")).isEmpty();
        assertThat(RulesTranslation.translate("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent", "key", "node", "query", "service", "session", "event"})
    void meansTheSameAsBefore(String kind) throws RulesException {
        String legacy = kind + " \"a\" { policy = \"read\" } \"" + kind + "\" \"b\" { policy = \"deny\" }";
        String json = "{\"" + kind + "\": {\"a\": {\"policy\": \"read\"}, \"b\": {\"policy\": \"deny\"}}}";

        PolicyRules before = PolicyRules.parseLegacy(legacy);
        assertThat(before.rules()).hasSize(2);
        assertThat(PolicyRules.parse(RulesTranslation.translate(legacy))).isEqualTo(before);
        assertThat(PolicyRules.parse(RulesTranslation.translate(json))).isEqualTo(before);
    }

    @Test
    void saysWhereATextEndsTooSoon() {
        assertThatThrownBy(() -> RulesTranslation.translate("agent \"x\" {"))
                .isInstanceOf(RequestFailure.class)
                .hasMessage("Bad request: Failed to parse rules: At 1:13: object expected closing RBRACE got: EOF");
        assertThatThrownBy(() -> RulesTranslation.translate(" ".repeat(PolicyRules.MAX_TEXT + 1)))
                .hasMessageStartingWith("Bad request: Failed to parse rules: longer than ");
    }
}
