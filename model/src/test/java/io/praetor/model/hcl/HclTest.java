package io.praetor.model.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HclTest {
    @Test
    void readsScalarsListsAndComments() throws SyntaxException {
        Map<String, Object> read = Hcl.parse("""
            # a comment
            name = "web" // another
            port = 80, ratio = 1.5 /* and
            one more */ on = true
            hex = 0x1F
            below = -3
            tags = ["a", "b",]
            nested = [[1, 2], []]
            """);

        assertThat(read)
                .containsEntry("name", "web")
                .containsEntry("port", 80L)
                .containsEntry("ratio", 1.5)
                .containsEntry("on", true)
                .containsEntry("hex", 31L)
                .containsEntry("below", -3L)
                .containsEntry("tags", List.of("a", "b"))
                .containsEntry("nested", List.of(List.of(1L, 2L), List.of()));
    }

    @Test
    void readsBlocksWithAndWithoutASign() throws SyntaxException {
        Map<String, Object> read = Hcl.parse("ports { http = 1 dns = 2 } acl = { enabled = true }");

        assertThat(read).containsEntry("ports", new Blocks(List.of(Map.of("http", 1L, "dns", 2L))));
        assertThat(read).containsEntry("acl", new Blocks(List.of(Map.of("enabled", true))));
    }

    @Test
    void collectsRepeatedBlocksAndKeepsTheLastScalar() throws SyntaxException {
        Map<String, Object> read = Hcl.parse("s { a = 1 } s { b = 2 } x = 1 x = 2");

        assertThat(read).containsEntry("s", new Blocks(List.of(Map.of("a", 1L), Map.of("b", 2L))));
        assertThat(read).containsEntry("x", 2L);
    }

    @Test
    void nestsBlocksWithSeveralKeys() throws SyntaxException {
        Map<String, Object> read = Hcl.parse("key \"a/\" { policy = \"read\" }");

        assertThat(read)
                .containsEntry("key", new Blocks(List.of(Map.of("a/", new Blocks(List.of(Map.of("policy", "read")))))));
    }

    @Test
    void objectsInListsAreMaps() throws SyntaxException {
        assertThat(Hcl.parse("watches = [{ type = \"key\" key = \"x\" }]"))
                .containsEntry("watches", List.of(Map.of("type", "key", "key", "x")));
    }

    @Test
    void takesQuotedKeysAndSeveralItemsInALine() throws SyntaxException {
        assertThat(Hcl.parse("service_ttl { \"*\" = \"9s\" \"two\" = \"1s\" }"))
                .containsEntry("service_ttl", new Blocks(List.of(Map.of("*", "9s", "two", "1s"))));
    }

    @Test
    void resolvesEscapesButNotInterpolations() throws SyntaxException {
        assertThat(Hcl.parse("a = \"tab\\t quote\\\" \\u00e9 \\\\ ${ keep \"me\" {x} } end\""))
                .containsEntry("a", "tab\t quote\" \u00e9 \\ ${ keep \"me\" {x} } end");
    }

    @Test
    void readsHeredocsAndTheirIndentedForm() throws SyntaxException {
        Map<String, Object> read = Hcl.parse("a = <<EOF\n one\n  two\nEOF\nb = <<-EOT\n    one\n      two\n    EOT\n");

        assertThat(read).containsEntry("a", " one\n  two\n").containsEntry("b", "one\n  two\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '&',
            quoteCharacter = '\0',
            value = {
                "server = [~&At 2:1: unexpected token while parsing list: EOF",
                "service { name =~~&At 3:2: object expected closing RBRACE got: EOF",
                "syntax error here&At 1:19: key 'syntax error here' expected start of object ('{') or assignment ('=')",
                "a = [1 2]&At 1:8: error parsing list, expected comma or list end, got: NUMBER",
                "= 1&At 1:1: no object keys found!",
                "a b = 1&At 1:5: nested object expected: LBRACE got: ASSIGN",
                "}&At 1:1: expected: IDENT | STRING | ASSIGN | LBRACE got: RBRACE",
                "a { b }&At 1:7: key 'b' expected start of object ('{') or assignment ('=')",
                "a = \"x&At 1:5: literal not terminated",
                "a = %&At 1:5: illegal character",
                "/* x&At 1:1: comment not terminated",
            })
    void namesLineColumnAndFault(String text, String message) {
        assertThatThrownBy(() -> Hcl.parse(text.replace('~', '\n')))
                .isInstanceOf(SyntaxException.class)
                .hasMessage(message);
    }

    @Test
    void countsTheReadsPastTheEndAsRecorded() {
        assertThatThrownBy(() -> Hcl.parse("service { name = "))
                .hasMessage("At 1:19: object expected closing RBRACE got: EOF");
    }

    @Test
    void refusesToNestWithoutEnd() {
        assertThatThrownBy(() -> Hcl.parse("a = " + "[".repeat(100_000)))
                .hasMessage("At 1:105: nested more than 100 deep");
        assertThatThrownBy(() -> Hcl.parse("a {".repeat(100_000))).hasMessageContaining("nested more than 100 deep");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void readsOrRefusesAnyText(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        String[] pieces = {
            "a", "true", "\"s\"", "\"${", "}\"", "{", "}", "[", "]", "=", ",", "\n", " ", "1", "-2.5e3", "0x", "<<E\n",
            "E\n", "<<-", "#", "//", "/*", "*/", "\\", "\"", "\u00e9", "\ud83d", "\0", ".", "+", "-", "\\u12"
        };
        for (int run = 0; run < 20_000; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }

            try {
                assertThat(Hcl.parse(text.toString())).isNotNull();
            } catch (SyntaxException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
            try {
                assertThat(StrictJson.parse(text.toString())).isNotNull();
            } catch (SyntaxException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }
}
