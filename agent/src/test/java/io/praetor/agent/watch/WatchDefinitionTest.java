package io.praetor.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.client.watch.WatchPlanException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WatchDefinitionTest {
    private static WatchDefinition parse(Object... pairs) throws WatchPlanException {
        Map<String, Object> raw = new HashMap<>(Map.of("type", "nodes"));
        for (int i = 0; i < pairs.length; i += 2) {
            raw.put((String) pairs[i], pairs[i + 1]);
        }
        return WatchDefinition.parse(raw);
    }

    @Test
    void readsHandlersOfBothStyles() throws WatchPlanException {
        WatchDefinition old = parse("handler", "cat > /dev/null");
        assertThat(old.isOldStyle()).isTrue();
        assertThat(old.line()).isEqualTo("cat > /dev/null");

        WatchDefinition words = parse("handler_type", "script", "args", List.of("/bin/cat", "-n"));
        assertThat(words.isOldStyle()).isFalse();
        assertThat(words.words()).containsExactly("/bin/cat", "-n");
        assertThat(words.http()).isNull();

        WatchDefinition request = parse("handler_type", "http", "http_handler_config", Map.of("path", "http://x/"));
        assertThat(Objects.requireNonNull(request.http()).path()).isEqualTo("http://x/");
    }

    @Test
    void refusesNoHandlerAndMoreThanOne() {
        assertThatThrownBy(() -> parse()).hasMessage("Must define a watch handler");
        assertThatThrownBy(() -> parse("args", List.of())).hasMessage("Must define a watch handler");
        assertThatThrownBy(() -> parse("handler", "a", "args", List.of("b")))
                .hasMessage("Only one watch handler allowed");
        assertThatThrownBy(() -> parse(
                        "handler", "a", "handler_type", "http", "http_handler_config", Map.of("path", "http://x/")))
                .hasMessage("Only one watch handler allowed");
    }

    @Test
    void refusesHandlersOfTheWrongType() {
        assertThatThrownBy(() -> parse("handler", 1L)).hasMessage("Watch handler must be a string");
        assertThatThrownBy(() -> parse("args", List.of("a", 1L))).hasMessage("Watch args must be a list of strings");
        assertThatThrownBy(() -> parse("args", 1L)).hasMessage("Watch args must be a list of strings");
        assertThatThrownBy(() -> parse("type", "bogus", "handler", "a")).hasMessage("Unsupported watch type: bogus");
    }
}
