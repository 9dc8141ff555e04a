package io.praetor.model.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FlagSetTest {
    private final FlagSet flags = new FlagSet();
    private final Flag<String> name = flags.text("name", "none", "a name");
    private final Flag<Boolean> detailed = flags.bool("detailed", false, "more");
    private final Flag<Integer> count = flags.integer("n", 7, "how many");
    private final Flag<List<String>> tags = flags.texts("tag", "may be given several times");

    @Test
    void takesOneOrTwoDashesAndTheValueAfterASignOrAnArgument() throws FlagException {
        List<String> rest =
                flags.parse(List.of("-name=a=b", "--n", "3", "-tag", "x", "--tag=y", "-detailed", "key", "-n=9"));

        assertThat(name.get()).isEqualTo("a=b");
        assertThat(count.get()).isEqualTo(3);
        assertThat(tags.get()).containsExactly("x", "y");
        assertThat(detailed.get()).isTrue();
        assertThat(rest).containsExactly("key", "-n=9");
    }

    @Test
    void keepsDefaultsAndKnowsThatNothingWasGiven() throws FlagException {
        flags.parse(List.of());

        assertThat(name.get()).isEqualTo("none");
        assertThat(count.get()).isEqualTo(7);
        assertThat(name.isSet()).isFalse();
    }

    @Test
    void aBareBooleanTakesNoArgument() throws FlagException {
        List<String> rest = flags.parse(List.of("-detailed", "false"));

        assertThat(detailed.get()).isTrue();
        assertThat(rest).containsExactly("false");
    }

    @Test
    void stopsAtADashAndAfterTwoDashes() throws FlagException {
        assertThat(flags.parse(List.of("-", "-name=x"))).containsExactly("-", "-name=x");
        assertThat(flags.parse(List.of("--", "-name=x"))).containsExactly("-name=x");
        assertThat(name.isSet()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "-bogus, flag provided but not defined: -bogus",
                "--bogus=1, flag provided but not defined: -bogus",
                "-name, flag needs an argument: -name",
                "---name, bad flag syntax: ---name",
                "-=x, bad flag syntax: -=x",
                "-detailed=maybe, invalid boolean value \"maybe\" for -detailed: parse error",
                "-n=two, invalid value \"two\" for flag -n: parse error",
                "-n=, invalid value \"\" for flag -n: parse error",
                "-n=3000000000, invalid value \"3000000000\" for flag -n: value out of range",
            })
    void explainsAMistakeInTheWordsOfGo(String argument, String message) {
        assertThatThrownBy(() -> flags.parse(List.of(argument)))
                .isInstanceOf(FlagException.class)
                .hasMessage(message);
    }

    @Test
    void tellsAQuestionForHelpFromAMistake() {
        FlagException help = catchThrowableOfType(FlagException.class, () -> flags.parse(List.of("-help")));
        FlagException mistake = catchThrowableOfType(FlagException.class, () -> flags.parse(List.of("-helper")));

        assertThat(help.isHelp()).isTrue();
        assertThat(mistake.isHelp()).isFalse();
    }

    @Test
    void readsNumbersInTheBasesOfGo() throws FlagException {
        flags.parse(List.of("-n=0x10"));
        assertThat(count.get()).isEqualTo(16);

        flags.parse(List.of("-n=-1"));
        assertThat(count.get()).isEqualTo(-1);
    }

    @Test
    void joinsPairsOfARepeatableFlag() throws FlagException {
        Flag<Map<String, String>> meta = flags.repeatable(
                "meta",
                "k=v",
                Map.of(),
                text -> Map.of(text.substring(0, text.indexOf('=')), text.substring(text.indexOf('=') + 1)),
                FlagSet::merge);

        flags.parse(List.of("-meta=a=1", "-meta=b=2", "-meta=a=3"));

        assertThat(meta.get()).isEqualTo(Map.of("a", "3", "b", "2"));
    }
}
