package io.praetor.server.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.Bytes;
import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.NodeServiceList;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.catalog.ServiceName;
import io.praetor.model.catalog.ServiceNode;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.model.coordinate.Coordinate;
import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.log.CommandType;
import io.praetor.server.Meter;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Viewer;
import io.praetor.server.filter.Filter;
import io.praetor.server.fsm.Commands;
import io.praetor.server.fsm.ServerStateMachine;
import io.praetor.server.fsm.StateError;
import io.praetor.server.state.StateException;
import io.praetor.server.state.StateStore;
import io.praetor.store.Watches;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QueryRecordsTest {
    private final StateStore store = new StateStore(Runnable::run, System::nanoTime);
    private final ServerStateMachine machine = new ServerStateMachine(store, Meter.NONE);
    private long index = 10;

    private void apply(byte[] command) {
        Object result = machine.apply(++index, 1, command);
        assertThat(result instanceof StateError).as("%s", result).isFalse();
    }

    private void register(String json) {
        try {
            byte[] quoted = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
            apply(Commands.encode(
                    CommandType.REGISTER, RegisterRequest.CODEC, Json.parse(RegisterRequest.CODEC, quoted)));
        } catch (DecodeException e) {
            throw new AssertionError(e);
        }
    }

    private void put(String key) {
        try {
            store.write(++index, write -> write.kv().set(new KvEntry(0, key, 0, Bytes.of("v"), "", 0, 0)));
        } catch (StateException e) {
            throw new AssertionError(e);
        }
    }

    private void locate(String node, double x) {
        List<Double> vec = new ArrayList<>(Collections.nCopies(8, 0.0));
        vec.set(0, x);
        apply(Commands.coordinates(List.of(new NodeCoordinate(node, "", new Coordinate(vec, 1.5, 0, 1e-5)))));
    }

    private <T extends @Nullable Object> T ask(Query<T> query) {
        return query.evaluate(store.current(), Watches.NONE, Viewer.ALL).value();
    }

    private static ServiceNodes service(String name, List<String> tags, Map<String, String> meta, String near) {
        return new ServiceNodes(name, false, tags, meta, near, Filter.NONE);
    }

    private static HealthService health(String name, boolean passing, Map<String, String> meta, String filter) {
        return new HealthService(name, HealthService.Kind.SERVICE, List.of(), passing, meta, "", Filter.of(filter));
    }

    private static String nodeOf(CheckServiceNode instance) {
        return Objects.requireNonNull(instance.node()).node();
    }

    @Test
    void keysAreCutAfterTheSeparatorOnce() {
        List.of("a", "p/", "p/a", "p/b/1", "p/b/2", "p/c//d", "q").forEach(this::put);

        assertThat(ask(new KvKeys("", ""))).containsExactly("a", "p/", "p/a", "p/b/1", "p/b/2", "p/c//d", "q");
        assertThat(ask(new KvKeys("", "/"))).containsExactly("a", "p/", "q");
        assertThat(ask(new KvKeys("p/", "/"))).containsExactly("p/", "p/a", "p/b/", "p/c/");
        assertThat(ask(new KvKeys("p", "/"))).containsExactly("p/");
        assertThat(ask(new KvKeys("p/c", "//"))).containsExactly("p/c//");
    }

    @Test
    void instancesAreNarrowedByTagsAndMetadata() {
        register(
                "{'Node':'n1','Address':'1.1.1.1','NodeMeta':{'rack':'1','zone':''},'Service':{'ID':'1','Service':'web','Tags':['x','Y']}}");
        register(
                "{'Node':'n2','Address':'1.1.1.2','NodeMeta':{'rack':'2'},'Service':{'ID':'2','Service':'web','Tags':['x']}}");

        assertThat(ask(service("web", List.of("X", "y"), Map.of(), "")))
                .extracting(ServiceNode::serviceId)
                .containsExactly("1");
        assertThat(ask(service("web", List.of(""), Map.of(), ""))).isEmpty();
        assertThat(ask(service("WEB", List.of(), Map.of("rack", "2"), "")))
                .extracting(ServiceNode::node)
                .containsExactly("n2");
        assertThat(ask(service("web", List.of(), Map.of("zone", ""), "")))
                .extracting(ServiceNode::node)
                .containsExactly("n1");
        assertThat(ask(service("web", List.of(), Map.of("rack", ""), ""))).isEmpty();
    }

    @Test
    void whatNobodyGaveIsEmptyOnlyWhereInstancesAreFlatWithTheirNodes() {
        register(
                "{'Node':'n1','Address':'1.1.1.1','Service':{'ID':'1','Service':'web'},'Check':{'Node':'n1','CheckID':'c','Status':'passing'}}");

        ServiceNode node = ask(service("web", List.of(), Map.of(), "")).getFirst();
        CheckServiceNode instance = ask(health("web", false, Map.of(), "")).getFirst();
        NodeServiceList list = ask(new NodeServiceEntries("n1", Filter.NONE));

        assertThat(node.serviceTags()).isEmpty();
        assertThat(node.serviceMeta()).isEmpty();
        NodeService shown = Objects.requireNonNull(instance.service());
        assertThat(shown.tags()).isNull();
        assertThat(shown.meta()).isNull();
        assertThat(instance.checks())
                .singleElement()
                .extracting(HealthCheck::serviceTags)
                .isNull();
        assertThat(list.services())
                .singleElement()
                .extracting(NodeService::tags)
                .isNull();
    }

    @Test
    void findsInstancesByTheirAddressesAndNotByTheirNodes() {
        register(
                "{'Node':'n1','Address':'1.1.1.1','Service':{'ID':'1','Service':'web','Address':'2.2.2.2','TaggedAddresses':{'wan':{'Address':'3.3.3.3','Port':80}}}}");
        register("{'Node':'n2','Address':'1.1.1.2','Service':{'ID':'2','Service':'db','Address':'2.2.2.2'}}");

        assertThat(ask(new ServicesAtAddress("2.2.2.2", Filter.NONE)))
                .extracting(ServiceNode::serviceId)
                .containsExactly("1", "2");
        assertThat(ask(new ServicesAtAddress("2.2.2.2", Filter.of("ServiceName == db"))))
                .extracting(ServiceNode::node)
                .containsExactly("n2");
        assertThat(ask(new ServicesAtAddress("3.3.3.3", Filter.NONE)))
                .extracting(ServiceNode::serviceId)
                .containsExactly("1");
        assertThat(ask(new ServicesAtAddress("1.1.1.1", Filter.NONE))).isEmpty();
    }

    @Test
    void namesServicesInOrder() {
        register("{'Node':'n1','Address':'1.1.1.1','Service':{'ID':'1','Service':'web'}}");
        register("{'Node':'n2','Address':'1.1.1.2','Service':{'ID':'2','Service':'db'}}");
        register("{'Node':'n2','Address':'1.1.1.2','Service':{'ID':'3','Service':'web'}}");

        assertThat(ask(new ServiceNames())).extracting(ServiceName::name).containsExactly("db", "web");
    }

    @Test
    void dumpsInstancesOfOneKindOrOfAll() {
        register("{'Node':'n1','Address':'1.1.1.1','Service':{'ID':'1','Service':'web'}}");
        register(
                "{'Node':'n1','Address':'1.1.1.1','Service':{'ID':'2','Service':'gate','Kind':'mesh-gateway','Port':443}}");

        assertThat(ask(new UiServices(Filter.NONE))).hasSize(2);
        assertThat(ask(new UiServices("mesh-gateway", Filter.NONE)))
                .singleElement()
                .satisfies(found ->
                        assertThat(Objects.requireNonNull(found.service()).id()).isEqualTo("2"));
        assertThat(ask(new UiServices("", Filter.NONE)))
                .singleElement()
                .satisfies(found ->
                        assertThat(Objects.requireNonNull(found.service()).id()).isEqualTo("1"));
    }

    @Test
    void passingMeansEveryCheckOfTheInstanceAndItsNode() {
        register(
                "{'Node':'n1','Address':'1.1.1.1','Service':{'ID':'1','Service':'web'},'Checks':[{'Node':'n1','CheckID':'n','Status':'passing'},{'Node':'n1','CheckID':'s','ServiceID':'1','Status':'passing'}]}");
        register(
                "{'Node':'n2','Address':'1.1.1.2','Service':{'ID':'2','Service':'web'},'Checks':[{'Node':'n2','CheckID':'s','ServiceID':'2','Status':'warning'}]}");
        register(
                "{'Node':'n3','Address':'1.1.1.3','Service':{'ID':'3','Service':'web'},'Checks':[{'Node':'n3','CheckID':'n','Status':'critical'}]}");
        register("{'Node':'n4','Address':'1.1.1.4','Service':{'ID':'4','Service':'web'}}");

        assertThat(ask(health("web", true, Map.of(), "")))
                .extracting(QueryRecordsTest::nodeOf)
                .containsExactly("n1", "n4");
        assertThat(ask(health("web", false, Map.of(), "Checks.Status == critical")))
                .extracting(QueryRecordsTest::nodeOf)
                .containsExactly("n3");
        assertThat(ask(health("web", false, Map.of(), "Checks.Status != warning")))
                .extracting(QueryRecordsTest::nodeOf)
                .containsExactly("n1", "n3", "n4");
    }

    @Test
    void theNearestComesFirstAndTheUnknownLast() {
        List.of("a", "b", "c", "d")
                .forEach(name -> register("{'Node':'" + name
                        + "','Address':'1.1.1.1','Service':{'ID':'web','Service':'web'},'Check':{'Node':'" + name
                        + "','CheckID':'k','Status':'passing','ServiceID':'web'}}"));
        locate("a", 0.5);
        locate("b", 0.1);
        locate("d", 0.35);

        assertThat(ask(new NodeList(Map.of(), "d", Filter.NONE)))
                .extracting(Node::node)
                .containsExactly("d", "a", "b", "c");
        assertThat(ask(new NodeList(Map.of(), "b", Filter.NONE)))
                .extracting(Node::node)
                .containsExactly("b", "d", "a", "c");
        assertThat(ask(new NodeList(Map.of(), "c", Filter.NONE)))
                .extracting(Node::node)
                .containsExactly("a", "b", "c", "d");
        assertThat(ask(new NodeList(Map.of(), "nobody", Filter.NONE)))
                .extracting(Node::node)
                .containsExactly("a", "b", "c", "d");
        assertThat(ask(service("web", List.of(), Map.of(), "b")))
                .extracting(ServiceNode::node)
                .containsExactly("b", "d", "a", "c");
        assertThat(ask(new HealthChecks("web", Map.of(), "b", Filter.NONE)))
                .extracting(HealthCheck::node)
                .containsExactly("b", "d", "a", "c");
        assertThat(ask(new HealthState("any", Map.of(), "b", Filter.NONE)))
                .extracting(HealthCheck::node)
                .containsExactly("b", "d", "a", "c");
    }

    @Test
    void distancesFollowVivaldi() {
        Coordinate a = new Coordinate(List.of(0.0, 3.0), 1, 0.5, 0.1);
        Coordinate b = new Coordinate(List.of(4.0, 0.0), 1, 0.25, 0.2);
        Coordinate pulled = new Coordinate(List.of(4.0, 0.0), 1, -50, 0.2);
        Coordinate flat = new Coordinate(List.of(1.0), 1, 0, 0);

        assertThat(a.secondsTo(b)).isEqualTo(6.05);
        assertThat(a.secondsTo(pulled)).isEqualTo(5.3);
        assertThat(a.secondsTo(flat)).isInfinite();
    }

    @Test
    void unknownNodesAnswerWithNothing() {
        assertThat(ask(new NodeServiceMap("nobody", Filter.NONE))).isNull();
        assertThat(ask(new NodeServiceEntries("nobody", Filter.NONE))).isEqualTo(new NodeServiceList(null, null));
        assertThat(ask(new UiNode("nobody"))).isEmpty();
        assertThat(ask(new GatewayServices("nobody"))).isNull();
        assertThat(ask(new SessionsOfNode("nobody"))).isEmpty();
        assertThat(ask(new CoordinateNode("nobody"))).isEmpty();
    }

    @Test
    void everyReadThatTakesAFilterRefusesABadOne() {
        register("{'Node':'n1','Address':'1.1.1.1','Service':{'ID':'1','Service':'web'}}");
        Filter bad = Filter.of("Bogus==1");
        List<Query<?>> queries = List.of(
                new NodeList(Map.of(), "", bad),
                new ServiceNodes("web", false, List.of(), Map.of(), "", bad),
                new ServiceNodes("web", true, List.of(), Map.of(), "", bad),
                new NodeServiceMap("n1", bad),
                new NodeServiceEntries("n1", bad),
                new HealthNode("n1", bad),
                new HealthChecks("web", Map.of(), "", bad),
                new HealthState("any", Map.of(), "", bad),
                new HealthService("web", HealthService.Kind.SERVICE, List.of(), false, Map.of(), "", bad),
                new HealthService("web", HealthService.Kind.CONNECT, List.of(), false, Map.of(), "", bad),
                new HealthService("web", HealthService.Kind.INGRESS, List.of(), false, Map.of(), "", bad),
                new UiNodes(bad),
                new UiServices(bad));

        assertThat(queries)
                .allSatisfy(query -> assertThatThrownBy(() -> query.evaluate(store.current(), Watches.NONE, Viewer.ALL))
                        .isInstanceOf(RequestFailure.class)
                        .hasMessage("Failed to create boolean expression evaluator: Selector \"Bogus\" is not valid"));
    }

    @Test
    void filtersSelectWhatTheContractLists() {
        register(
                "{'Node':'n1','Address':'1.1.1.1','Datacenter':'dc1','TaggedAddresses':{'lan':'10.0.0.1'},'NodeMeta':{'os':'linux'},"
                        + "'Service':{'Kind':'connect-proxy','ID':'1','Service':'web','Port':80,'TaggedAddresses':{'wan':{'Address':'1.2.3.4','Port':90}},"
                        + "'Proxy':{'DestinationServiceName':'api','Upstreams':[{'DestinationName':'db','LocalBindPort':1}],'MeshGateway':{'Mode':'local'}}}}");

        for (String filter : List.of(
                "Node.Meta.os == linux",
                "Node.TaggedAddresses.lan == \"10.0.0.1\"",
                "Service.TaggedAddresses.wan.Address == \"1.2.3.4\"",
                "Service.TaggedAddresses.wan.Port == 90",
                "Service.Weights.Passing == 1",
                "Service.Proxy.DestinationServiceName == api",
                "Service.Proxy.Upstreams.DestinationName == db",
                "Service.Proxy.Upstreams is not empty",
                "Service.Proxy.MeshGateway.Mode == local",
                "Service.Proxy.Expose.Checks == false",
                "Service.Connect.Native == false",
                "Service.Kind == \"connect-proxy\"",
                "Checks is empty")) {
            assertThat(ask(health("web", false, Map.of(), filter))).as(filter).hasSize(1);
        }
        for (String hidden :
                List.of("Node.ModifyIndex", "Service.CreateIndex", "Service.Proxy.Config.x", "Checks.Definition")) {
            assertThatThrownBy(() -> ask(health("web", false, Map.of(), hidden + " == 1")))
                    .as(hidden)
                    .hasMessageContaining("is not valid");
        }
    }
}
