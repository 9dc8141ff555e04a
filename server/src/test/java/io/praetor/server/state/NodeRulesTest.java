package io.praetor.server.state;

import static io.praetor.server.state.Fixtures.check;
import static io.praetor.server.state.Fixtures.coordinate;
import static io.praetor.server.state.Fixtures.id;
import static io.praetor.server.state.Fixtures.node;
import static io.praetor.server.state.Fixtures.service;
import static io.praetor.server.state.Fixtures.session;
import static io.praetor.server.state.Fixtures.withAddress;
import static io.praetor.server.state.Fixtures.withMeta;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.store.Watches;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// `state-and-index.md` §5.
class NodeRulesTest {
    private final TestState state = new TestState();

    private @Nullable Node stored(String name) {
        return state.now().catalog().node(name, Watches.NONE);
    }

    @Test
    void keepsTheCreateIndexOfANodeThatChanges() throws StateException {
        state.register(node("a"));
        state.register(withAddress(node("a"), "10.0.0.2"));

        assertThat(stored("A")).isEqualTo(withAddress(node("a"), "10.0.0.2").withIndexes(1, 2));
    }

    @Test
    void changesNothingWhenANodeIsRegisteredAgain() throws StateException {
        state.register(node("a"));
        Node before = stored("a");
        state.register(node("a"));

        assertThat(stored("a")).isSameAs(before);
        assertThat(state.now().catalog().nodes(Map.of(), Watches.NONE).index()).isEqualTo(1);
    }

    @Test
    void leavesAnExistingNodeAloneWhenToldSo() throws StateException {
        state.register(node("a"));
        RegisterRequest other = RegisterRequest.of(withAddress(node("a"), "10.0.0.9"));
        state.register(
                new RegisterRequest("dc1", "", "a", other.address(), null, null, null, null, null, true, "", 0, 0));
        state.register(new RegisterRequest("dc1", "", "b", "", null, null, null, null, null, true, "", 0, 0));

        assertThat(Objects.requireNonNull(stored("a")).address()).isEqualTo("10.0.0.1");
        assertThat(stored("b")).isNotNull();
    }

    @Test
    void renamesANodeOfTheSameIdAndDropsWhatWasOnIt() throws StateException {
        state.register(node("old", id(1)));
        state.register("old", service("web", "web"));
        state.register(check("old", "c", "passing"));
        state.create(session(id(9), "old"));
        state.run(write -> {
            write.coordinates().update(List.of(coordinate("old", 1)));
            return null;
        });
        state.register(node("new", id(1)));

        State now = state.now();
        assertThat(stored("old")).isNull();
        assertThat(stored("new")).isEqualTo(node("new", id(1)).withIndexes(1, 6));
        assertThat(now.catalog().serviceNames(Map.of(), Watches.NONE).value()).isEmpty();
        assertThat(now.health().checksInState("any", Map.of(), Watches.NONE).value())
                .isEmpty();
        assertThat(now.sessions().all(Watches.NONE).value()).isEmpty();
        assertThat(now.coordinates().all(Watches.NONE).value()).isEmpty();
    }

    @Test
    void refusesToRenameToTheNameOfANodeThatIsWell() throws StateException {
        state.register(node("a", id(1)));
        state.register(node("b", id(2)));
        state.register(check("b", HealthCheck.SERF_HEALTH, "passing"));

        assertThat(state.refusal(write -> {
                    write.registrations().register(RegisterRequest.of(node("B", id(1))));
                    return null;
                }))
                .isEqualTo("Error while renaming Node ID: \"" + id(1)
                        + "\" (10.0.0.1): Node name B is reserved by node " + id(2) + " with name b (10.0.0.1)");
        assertThat(state.refusal(write -> {
                    write.registrations().register(RegisterRequest.of(node("b", id(3))));
                    return null;
                }))
                .isEqualTo("Error while renaming Node ID: \"" + id(3) + "\": Node name b is reserved by node " + id(2)
                        + " with name b (10.0.0.1)");
        assertThat(stored("a")).isNotNull();
    }

    @Test
    void takesTheNameOfANodeThatIsIllOrUnchecked() throws StateException {
        state.register(node("a", id(1)));
        state.register(node("b", id(2)));
        state.register(check("a", HealthCheck.SERF_HEALTH, "critical"));
        state.register(node("a", id(3)));
        state.register(node("b", id(4)));

        assertThat(Objects.requireNonNull(stored("a")).id()).isEqualTo(id(3));
        assertThat(Objects.requireNonNull(stored("b")).id()).isEqualTo(id(4));
        assertThat(state.now().catalog().nodeById(id(2), Watches.NONE)).isNull();
    }

    @Test
    void letsANodeWithIdClaimOneWithoutEvenIfThatIsWell() throws StateException {
        state.register(node("a"));
        state.register(check("a", HealthCheck.SERF_HEALTH, "passing"));
        state.register(node("a", id(1)));

        assertThat(stored("a")).isEqualTo(node("a", id(1)).withIndexes(1, 3));
    }

    @Test
    void refusesToRenameToTheNameOfANodeWithoutIdThatIsWell() throws StateException {
        state.register(node("a", id(1)));
        state.register(node("b"));
        state.register(check("b", HealthCheck.SERF_HEALTH, "passing"));

        assertThat(state.refusal(write -> {
                    write.registrations().register(RegisterRequest.of(node("b", id(1))));
                    return null;
                }))
                .startsWith("Error while renaming Node ID");
    }

    @Test
    void refusesAChecksThatNamesAnotherNodeAndKeepsNothingOfTheRequest() throws StateException {
        RegisterRequest request = RegisterRequest.of(node("a"), service("web", "web"), check("b", "c", "passing"));

        assertThat(state.refusal(write -> {
                    write.registrations().register(request);
                    return null;
                }))
                .isEqualTo("check node \"b\" does not match node \"a\"");
        assertThat(stored("a")).isNull();
    }

    @Test
    void deletesANodeWithEverythingOnItAndBuriesItsServices() throws StateException {
        state.register(node("a"));
        state.register("a", service("web", "web"));
        state.register(check("a", "c", "passing", "web"));
        state.create(session(id(1), "a"));
        state.deregister("a", "", "");

        State now = state.now();
        assertThat(stored("a")).isNull();
        assertThat(now.operator().indexes())
                .containsEntry("nodes", 5L)
                .containsEntry("services", 5L)
                .containsEntry("checks", 5L)
                .containsEntry("sessions", 5L)
                .containsEntry("service_last_extinction", 5L)
                .containsEntry("service_kind.typical", 5L)
                .doesNotContainKey("service.web");
        assertThat(state.told).containsExactly("created " + id(1), "destroyed " + id(1));
        state.deregister("a", "", "");
        assertThat(state.now().operator().indexes()).containsEntry("nodes", 5L);
    }

    @Test
    void findsANodeByIdAndByTheBeginningOfItsId() throws StateException {
        state.register(node("a", "11111111-0000-4000-8000-000000000000"));
        state.register(node("b", "11112222-0000-4000-8000-000000000000"));
        state.register("a", service("web", "web"));

        assertThat(nameOf("11111111-0000-4000-8000-000000000000")).isEqualTo("a");
        assertThat(nameOf("11112")).isEqualTo("b");
        assertThat(nameOf("1111")).isNull();
        assertThat(nameOf("111")).isNull();
        assertThat(nameOf("A")).isEqualTo("a");
    }

    private @Nullable String nameOf(String nameOrId) {
        var found = state.now().catalog().nodeServices(nameOrId, Watches.NONE).value();
        return found == null ? null : Objects.requireNonNull(found.node()).node();
    }

    @Test
    void findsNodesThatHaveAllTheMetadata() throws StateException {
        state.register(withMeta(node("a"), "rack", "1"));
        state.register(withMeta(node("b"), "rack", "2"));

        assertThat(state.now()
                        .catalog()
                        .nodes(Map.of("rack", "1"), Watches.NONE)
                        .value())
                .extracting(Node::node)
                .containsExactly("a");
        assertThat(state.now()
                        .catalog()
                        .nodes(Map.of("rack", "1", "x", "y"), Watches.NONE)
                        .value())
                .isEmpty();
    }
}
