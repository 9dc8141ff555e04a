package io.praetor.client.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchPlanTest {
    private static WatchPlan parse(Object... pairs) throws WatchPlanException {
        Map<String, Object> parameters = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            parameters.put((String) pairs[i], pairs[i + 1]);
        }
        return WatchPlan.parse(parameters, Set.of("args", "handler"));
    }

    @ParameterizedTest
    @CsvSource({
        "key, key, Must specify a single key to watch",
        "keyprefix, prefix, Must specify a single prefix to watch",
        "service, service, Must specify a single service to watch",
        "connect_leaf, service, Must specify a single service to watch",
        "agent_service, service_id, Must specify a single service_id to watch"
    })
    void refusesATypeWithoutWhatItWatches(String type, String parameter, String fault) throws WatchPlanException {
        assertThatThrownBy(() -> parse("type", type))
                .isInstanceOf(WatchPlanException.class)
                .hasMessage(fault);
        assertThatThrownBy(() -> parse("type", type, parameter, "")).hasMessage(fault);
        assertThatThrownBy(() -> parse("type", type, parameter, 7L))
                .hasMessage("Expecting " + parameter + " to be a string");
        assertThat(parse("type", type, parameter, "x").type()).isEqualTo(type);
    }

    @Test
    void refusesWhatIsNoWatch() {
        assertThatThrownBy(() -> parse()).hasMessage("Watch type must be specified");
        assertThatThrownBy(() -> parse("type", "bogus")).hasMessage("Unsupported watch type: bogus");
        assertThatThrownBy(() -> parse("type", "checks", "service", "a", "state", "b"))
                .hasMessage("Cannot specify service and state");
        assertThatThrownBy(() -> parse("type", "nodes", "stale", "yes")).hasMessage("Expecting stale to be a boolean");
        assertThatThrownBy(() -> parse("type", "service", "service", "web", "tag", 1L))
                .hasMessage("Expecting tag to be a string or a list of strings");
        assertThatThrownBy(() -> parse("type", "nodes", "wrong", 1L, "also", 2L))
                .hasMessage("Invalid parameters: [also wrong]");
    }

    @Test
    void leavesToOthersWhatIsTheirs() throws WatchPlanException {
        WatchPlan plan = parse("type", "nodes", "args", List.of("x"), "handler", 1L, "token", "t", "datacenter", "dc2");

        assertThat(plan.token()).isEqualTo("t");
        assertThat(plan.datacenter()).isEqualTo("dc2");
        assertThat(plan.http()).isNull();
    }

    @Test
    void readsTheRequestThatTellsOfChanges() throws WatchPlanException {
        Map<String, Object> config = Map.of(
                "path", "http://localhost/hook",
                "method", "PUT",
                "timeout", "3s",
                "tls_skip_verify", true,
                "header", Map.of("X-A", List.of("1", "2")));

        HttpHandler http =
                Objects.requireNonNull(parse("type", "nodes", "handler_type", "http", "http_handler_config", config)
                        .http());

        assertThat(http)
                .isEqualTo(new HttpHandler(
                        "http://localhost/hook", "PUT", Duration.ofSeconds(3), Map.of("X-A", List.of("1", "2")), true));
        HttpHandler plain = Objects.requireNonNull(
                parse("type", "nodes", "handler_type", "http", "http_handler_config", Map.of("path", "http://x"))
                        .http());
        assertThat(plain.method()).isEqualTo("POST");
        assertThat(plain.timeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void refusesARequestThatCannotBeMade() {
        assertThatThrownBy(() -> parse("type", "nodes", "handler_type", "mail"))
                .hasMessage("Handler type 'mail' not recognized");
        assertThatThrownBy(() -> parse("type", "nodes", "handler_type", "http"))
                .hasMessage("Handler type 'http' requires 'http_handler_config' to be set");
        assertThatThrownBy(() -> parse("type", "nodes", "handler_type", "http", "http_handler_config", Map.of()))
                .hasMessage("Requires 'path' to be set");
        assertThatThrownBy(() -> parse(
                        "type",
                        "nodes",
                        "handler_type",
                        "http",
                        "http_handler_config",
                        Map.of("path", "http://x", "timeout", "soon")))
                .hasMessage("Failed to parse timeout: time: invalid duration \"soon\"");
    }
}
