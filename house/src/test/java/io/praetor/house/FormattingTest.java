package io.praetor.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.FormatterException;
import org.junit.jupiter.api.Test;

class FormattingTest {

    @Test
    void breaksEveryLongLineOfABlockIntoLinesOfTheBlock() throws FormatterException {
        String longLine = "word ".repeat(26).strip();
        String source = """
                class A {
                      /// Short.
                      /// %s
                      /// - %s
                      int a;
                }
                """.formatted(longLine, longLine);

        String formatted = Format.formatted(source);

        assertThat(formatted.lines())
                .containsExactly(
                        "class A {",
                        "    /// Short.",
                        "    /// " + "word ".repeat(22).strip(),
                        "    /// " + "word ".repeat(4).strip(),
                        "    /// - " + "word ".repeat(22).strip(),
                        "    ///   " + "word ".repeat(4).strip(),
                        "    int a;",
                        "}");
        assertThat(Format.formatted(formatted)).isEqualTo(formatted);
    }

    @Test
    void keepsNullableBesideItsType() throws FormatterException {
        String source = """
                class A {
                    @Nullable String name;

                    @Override
                    @Nullable String name() {
                        return name;
                    }
                }
                """;

        assertThat(Format.formatted(source)).isEqualTo(source);
    }

    @Test
    void leavesTablesAndCodeAsTheyAre() throws FormatterException {
        String cell = "x".repeat(60);
        String source = """
                /// | %1$s | %1$s |
                ///
                /// ```java
                ///   call("%1$s",    "%1$s");
                /// ```
                class A {}
                """.formatted(cell);

        assertThat(Format.formatted(source)).isEqualTo(source);
    }
}
