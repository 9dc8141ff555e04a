package io.praetor.server.acl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules come from anybody who may write policies: whatever the text, it is read or refused with a message.
final class RulesFuzzTest {
    private static final String JSON = "{\"key_prefix\": {\"a\": {\"policy\": \"read\"}}, \"acl\": \"write\","
            + " \"service\": [{\"web\": [{\"policy\": \"write\", \"intentions\": \"deny\"}]}]}";

    private static final String[] PIECES = {
        "key",
        "key_prefix",
        "service",
        "acl",
        "policy",
        "intentions",
        "\"read\"",
        "\"a\"",
        "\"\"",
        "{",
        "}",
        "[",
        "]",
        "=",
        ":",
        ",",
        "\n",
        " ",
        "7",
        "true",
        "null",
        "\"",
        "\\",
        "#",
        "/*",
        "*/",
        "<<E\n",
        "E\n",
        "${",
        "\0",
        "\u00e9",
        "\ud83d"
    };

    @Test
    void readsOrRefusesEveryTruncation() {
        for (String text : new String[] {GlobalManagement.RULES, JSON}) {
            for (int length = 0; length <= text.length(); length++) {
                readOrRefuse(text.substring(0, length));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void readsOrRefusesAnyText(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int run = 0; run < 20_000; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            readOrRefuse(text.toString());
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            readOrRefuse(new String(bytes, StandardCharsets.ISO_8859_1));
            readOrRefuse(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private static void readOrRefuse(String text) {
        try {
            assertThat(PolicyRules.parse(text).rules()).isNotNull();
            assertThat(PolicyRules.parseLegacy(text).rules()).isNotNull();
        } catch (RulesException e) {
            assertThat(e.text()).matches("(?s)(Failed to parse ACL rules: .+|Invalid [a-z_ ]+ policy: .+)");
        }
    }
}
