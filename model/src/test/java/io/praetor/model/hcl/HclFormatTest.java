package io.praetor.model.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HclFormatTest {
    private static String format(String text) throws SyntaxException {
        return HclFormat.format(text, UnaryOperator.identity());
    }

    @Test
    void separatesItemsAndOpensBlocks() throws SyntaxException {
        assertThat(format("key \"a\" { policy = \"read\" } operator=\"write\" x {}"))
                .isEqualTo("key \"a\" {\n  policy = \"read\"\n}\n\noperator = \"write\"\n\nx {}");
    }

    @Test
    void alignsSettingsOnLinesNextToEachOther() throws SyntaxException {
        assertThat(format("s \"web\" {\npolicy = \"read\"\nintentions = \"deny\"\n\nlist = [1,2, \"x\",]\n}"))
                .isEqualTo("""
                        s "web" {
                          policy     = "read"
                          intentions = "deny"

                          list = [1, 2, "x"]
                        }""");
    }

    @Test
    void keepsComments() throws SyntaxException {
        String text = """
                # before

                # above
                a "x" { # behind the brace
                  // inside
                  policy = "read" // behind
                  /* at
                     the end */
                }
                # last""";

        assertThat(format(text)).isEqualTo("""
                # before

                # above
                a "x" {
                  # behind the brace
                  // inside
                  policy = "read" // behind
                  /* at
                     the end */
                }
                # last""");
    }

    @Test
    void leavesHeredocsAlone() throws SyntaxException {
        assertThat(format("a {\nx = <<EOF\n  line\nEOF\ny = 1\n}"))
                .isEqualTo("a {\n  x = <<EOF\n  line\nEOF\n\n  y = 1\n}");
    }

    @Test
    void writesJsonAsHcl() throws SyntaxException {
        String json = "{\"key\": {\"a\": {\"policy\": \"read\"}, \"b\\\"\": {\"policy\": \"write\"}},"
                + " \"acl\": \"write\", \"n\": [1, true]}";

        assertThat(format(json)).isEqualTo("""
                key "a" {
                  policy = "read"
                }

                key "b\\"" {
                  policy = "write"
                }

                acl = "write"

                n = [1, true]""");
    }

    @Test
    void saysWhatHclSays() throws SyntaxException {
        assertThat(format("key =")).isEmpty();
        assertThat(format("")).isEmpty();
        assertThatThrownBy(() -> format("agent \"x\" {"))
                .hasMessage("At 1:13: object expected closing RBRACE got: EOF");
    }

    /// Formatting changes nothing that is read, and formatting again changes nothing at all.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void keepsWhatIsRead(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        String[] pieces = {
            "a ",
            "true",
            "\"s\"",
            "\"${x}\"",
            "{",
            "}",
            "[",
            "]",
            "=",
            ",",
            "\n",
            " ",
            "1",
            "-2.5e3",
            "<<E\n",
            "\nE\n",
            "# c\n",
            "/* c */",
            "b = 1\n",
            "k \"n\" { p = \"r\" }",
            "x = [1, {y = 2}]"
        };
        for (int run = 0; run < 20_000; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                String formatted = format(text.toString());
                assertThat(Hcl.parse(formatted)).as("%s", text).isEqualTo(Hcl.parse(text.toString()));
                assertThat(format(formatted)).as("%s", text).isEqualTo(formatted);
            } catch (SyntaxException e) {
                assertThatThrownBy(() -> Hcl.parse(text.toString())).isInstanceOf(SyntaxException.class);
            }
        }
    }
}
