package io.praetor.server.state;

import static io.praetor.server.state.Fixtures.check;
import static io.praetor.server.state.Fixtures.id;
import static io.praetor.server.state.Fixtures.nativeService;
import static io.praetor.server.state.Fixtures.node;
import static io.praetor.server.state.Fixtures.proxy;
import static io.praetor.server.state.Fixtures.service;
import static io.praetor.server.state.Fixtures.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.ServiceNode;
import io.praetor.model.catalog.Weights;
import io.praetor.store.Watches;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `state-and-index.md` §6 and §7.
class ServiceRulesTest {
    private final TestState state = new TestState();

    @BeforeEach
    void twoNodes() throws StateException {
        state.register(node("a"));
        state.register(node("b"));
    }

    private NodeService stored(String node, String id) {
        return Objects.requireNonNull(state.now().catalog().service(node, id, Watches.NONE));
    }

    @Test
    void givesWeightsOfOneToAServiceThatSaysNoneOrNonsense() throws StateException {
        state.register("a", service("w1", "web"));
        state.register("a", service("w2", "web").withWeights(new Weights(0, 5)));
        state.register("a", service("w3", "web").withWeights(new Weights(3, 0)));

        assertThat(stored("a", "w1").weights()).isEqualTo(new Weights(1, 1));
        assertThat(stored("a", "w2").weights()).isEqualTo(new Weights(1, 1));
        assertThat(stored("a", "w3").weights()).isEqualTo(new Weights(3, 0));
    }

    @Test
    void changesNothingWhenAServiceIsRegisteredAgain() throws StateException {
        state.register("a", service("w1", "web"));
        NodeService before = stored("a", "w1");
        state.register("a", service("w1", "web").withLocallyRegisteredAsSidecar(true));

        assertThat(stored("a", "w1")).isSameAs(before);
        assertThat(state.now().operator().indexes())
                .containsEntry("services", 3L)
                .containsEntry("service.web", 3L);
    }

    @Test
    void refusesAServiceOnAnUnknownNode() {
        assertThat(state.refusal(write -> {
                    write.services().ensure("nowhere", service("w", "web"));
                    return null;
                }))
                .isEqualTo("Missing node registration");
    }

    @Test
    void refusesMetadataThatIsReserved() {
        NodeService service = service("w", "web");
        NodeService bad = new NodeService(
                "",
                "w",
                "web",
                null,
                "",
                null,
                Map.of("consul-x", "1"),
                1,
                null,
                false,
                service.proxy(),
                service.connect(),
                false,
                0,
                0);

        assertThat(state.refusal(write -> {
                    write.services().ensure("a", bad);
                    return null;
                }))
                .isEqualTo("Invalid Service Meta for node a and serviceID w: Couldn't load metadata pair ('consul-x',"
                        + " '1'): Key prefix 'consul-' is reserved for internal use");
    }

    @Test
    void matchesIdsAndNamesWithoutCaseAndKeepsThemAsWritten() throws StateException {
        state.register("a", service("Web", "Web", "T"));
        state.register("A", service("web", "WEB"));

        assertThat(state.now().catalog().servicesOf("a", Watches.NONE))
                .singleElement()
                .satisfies(service -> {
                    assertThat(service.service()).isEqualTo("WEB");
                    assertThat(service.createIndex()).isEqualTo(3);
                    assertThat(service.modifyIndex()).isEqualTo(4);
                });
        assertThat(state.now()
                        .catalog()
                        .serviceNodes("wEb", List.of(), Watches.NONE)
                        .value())
                .extracting(ServiceNode::node)
                .containsExactly("a");
    }

    @Test
    void listsNamesWithTheTagsOfAllInstances() throws StateException {
        state.register("a", service("w1", "web", "x", "y"));
        state.register("b", service("w2", "web", "y", "z"));
        state.register("b", service("d", "db"));

        assertThat(state.now().catalog().serviceNames(Map.of(), Watches.NONE).value())
                .isEqualTo(new TreeMap<>(Map.of("db", List.of(), "web", List.of("x", "y", "z"))));
    }

    @Test
    void movesTheIndexOfAServiceThatLosesAnInstanceAndBuriesTheLast() throws StateException {
        state.register("a", service("w1", "web"));
        state.register("b", service("w2", "web"));
        state.deregister("a", "w1", "");

        assertThat(state.now().operator().indexes())
                .containsEntry("service.web", 5L)
                .doesNotContainKey("service_last_extinction");

        state.deregister("b", "w2", "");

        assertThat(state.now().operator().indexes())
                .doesNotContainKey("service.web")
                .containsEntry("service_last_extinction", 6L);
        assertThat(state.now()
                        .catalog()
                        .serviceNodes("web", List.of(), Watches.NONE)
                        .index())
                .isEqualTo(6);
        assertThat(state.now().health().serviceNodes("never", Watches.NONE).index())
                .isEqualTo(6);
    }

    @Test
    void answersForAServiceThatNeverWasWithTheLargestIndex() throws StateException {
        state.register(check("a", "c", "passing"));

        assertThat(state.now()
                        .catalog()
                        .serviceNodes("x", List.of(), Watches.NONE)
                        .index())
                .isEqualTo(2);
        assertThat(state.now().health().serviceNodes("x", Watches.NONE).index()).isEqualTo(3);
    }

    @Test
    void treatsANewNameUnderTheSameIdAsTheEndOfTheOldService() throws StateException {
        state.register("a", service("w1", "old"));
        TestState.Parked parked = state.park((s, w) -> s.health().serviceNodes("old", w));
        state.register("a", service("w1", "new"));

        assertThat(parked.watches().fired()).isTrue();
        assertThat(state.now().health().serviceNodes("old", Watches.NONE))
                .isEqualTo(new Indexed<>(4, List.<CheckServiceNode>of()));
    }

    @Test
    void deletesTheChecksOfAServiceAndTheSessionsThatDependOnThem() throws StateException {
        state.register("a", service("w1", "web"));
        state.register(check("a", "w1:up", "passing", "w1"));
        state.create(session(id(1), "a", "release", 0, "w1:up"));
        state.deregister("a", "W1", "");

        assertThat(state.now().health().nodeChecks("a", Watches.NONE).value()).isEmpty();
        assertThat(state.now().sessions().all(Watches.NONE).value()).isEmpty();
    }

    @Test
    void findsProxiesAndNativeInstancesForTheMesh() throws StateException {
        state.register("a", service("w1", "web"));
        state.register("a", proxy("p1", "web-proxy", "web"));
        state.register("b", nativeService("w2", "web"));

        assertThat(state.now()
                        .catalog()
                        .connectServiceNodes("WEB", Watches.NONE)
                        .value())
                .extracting(ServiceNode::serviceId)
                .containsExactly("p1", "w2");
        assertThat(state.now()
                        .catalog()
                        .connectServiceNodes("web-proxy", Watches.NONE)
                        .value())
                .isEmpty();
    }

    @Test
    void countsTheProxiesBehindEachLinkOfTheMesh() throws StateException {
        state.register("a", proxy("p1", "web-proxy", "web", "db", "cache"));
        state.register("b", proxy("p2", "web-proxy", "web", "db"));
        assertThat(state.now().operator().indexes()).containsEntry("mesh-topology", 4L);

        state.register("a", proxy("p1", "web-proxy", "web", "db"));
        assertThat(links()).containsExactly("db web [a/p1, b/p2]");

        state.deregister("a", "p1", "");
        state.deregister("b", "", "");
        assertThat(links()).isEmpty();
        assertThat(state.now().operator().indexes()).containsEntry("mesh-topology", 7L);
    }

    private List<String> links() {
        List<String> links = new java.util.ArrayList<>();
        state.now()
                .reader()
                .all(Tables.TOPOLOGY, Watches.NONE)
                .forEach(row -> links.add(row.upstream() + " " + row.downstream() + " " + row.refs()));
        return links;
    }

    @Test
    void copiesNameAndTagsOfTheServiceIntoItsChecks() throws StateException {
        state.register("a", service("w1", "web", "v1"));
        state.register(check("a", "up", "passing", "w1"));
        state.register(check("a", "mem", ""));

        List<HealthCheck> checks =
                state.now().health().nodeChecks("a", Watches.NONE).value();
        assertThat(checks.get(0).status()).isEqualTo("critical");
        assertThat(checks.get(1).name()).isNotEqualTo("web");
        assertThat(checks.get(1).serviceName()).isEqualTo("web");
        assertThat(checks.get(1).serviceTags()).containsExactly("v1");
    }

    @Test
    void refusesAChecksOfWhatIsNotThere() {
        assertThat(state.refusal(write -> {
                    write.checks().ensure(check("x", "c", "passing"));
                    return null;
                }))
                .isEqualTo("Missing node registration");
        assertThat(state.refusal(write -> {
                    write.checks().ensure(check("a", "c", "passing", "web"));
                    return null;
                }))
                .isEqualTo("Missing service registration on node \"a\"");
    }

    @Test
    void showsNodeChecksBeforeTheInstancesOwn() throws StateException {
        state.register("a", service("w1", "web"));
        state.register("a", service("d1", "db"));
        state.register(check("a", "a-service", "passing", "w1"));
        state.register(check("a", "z-node", "passing"));
        state.register(check("a", "other", "passing", "d1"));

        assertThat(state.now().health().serviceNodes("web", Watches.NONE).value())
                .singleElement()
                .satisfies(found -> assertThat(found.checks())
                        .extracting(HealthCheck::checkId)
                        .containsExactly("z-node", "a-service"));
    }

    @Test
    void watchesOneRowForTheHealthOfAServiceThatExists() throws StateException {
        state.register("a", service("w1", "web"));
        state.register("b", service("w2", "web"));

        TestState.Parked parked = state.park((s, w) -> s.health().serviceNodes("web", w));

        assertThat(parked.watches().size()).isEqualTo(1);
    }

    @Test
    void wakesTheReaderOfAServiceThatIsNotThereYet() throws StateException {
        TestState.Parked parked = state.park((s, w) -> s.health().serviceNodes("web", w));
        state.register("a", service("d", "db"));
        assertThat(parked.watches().fired()).isFalse();

        state.register("a", service("w", "web"));

        assertThat(parked.watches().fired()).isTrue();
    }
}
