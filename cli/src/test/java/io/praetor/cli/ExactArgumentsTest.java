package io.praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExactArgumentsTest {
    @Test
    void readsAgainWhatTheLocaleLost() {
        byte[] commandLine = "java\0-cp\0x\0Main\0kv\0ключ\0\0".getBytes(StandardCharsets.UTF_8);

        assertThat(ExactArguments.last(commandLine, new String[] {"kv", "\uFFFD\uFFFD", ""}))
                .containsExactly("kv", "ключ", "");
    }

    @Test
    void keepsBytesThatAreNoText() {
        byte[] commandLine = {'k', 0, (byte) 0xff, 0};

        assertThat(ExactArguments.last(commandLine, new String[] {"k", "\uFFFD"}))
                .containsExactly("k", "\udcff");
    }

    @Test
    void believesTheJvmWhenTheSystemKnowsLess() {
        assertThat(ExactArguments.last(new byte[] {'k', 0}, new String[] {"kv", "\uFFFD"}))
                .containsExactly("kv", "\uFFFD");
    }
}
