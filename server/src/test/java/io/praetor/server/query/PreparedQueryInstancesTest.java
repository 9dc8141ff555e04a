package io.praetor.server.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.coordinate.Coordinate;
import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.model.query.PreparedQuery;
import io.praetor.model.query.QuerySource;
import io.praetor.model.query.ServiceQuery;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Fixtures;
import io.praetor.server.state.StateException;
import io.praetor.server.state.StateStore;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// `server.md` §9.
class PreparedQueryInstancesTest {
    private final StateStore store = new StateStore(Runnable::run, () -> 0);
    private long index;

    private void register(Node node, NodeService service, HealthCheck... checks) throws StateException {
        store.write(++index, write -> {
            write.registrations().register(Fixtures.register(node, service));
            for (HealthCheck check : checks) {
                write.registrations().register(Fixtures.register(node, check));
            }
            return null;
        });
    }

    private void register(String node, String status, String... tags) throws StateException {
        register(
                Fixtures.withAddress(Fixtures.node(node), "10.0.0." + node.charAt(node.length() - 1)),
                Fixtures.service("web", "web", tags),
                Fixtures.check(node, "c", status, "web"));
    }

    private void locate(String node, double x) throws StateException {
        List<Double> vec = new ArrayList<>(Collections.nCopies(8, 0.0));
        vec.set(0, x);
        store.write(++index, write -> {
            write.coordinates().update(List.of(new NodeCoordinate(node, "", new Coordinate(vec, 1.5, 0, 1e-5))));
            return null;
        });
    }

    private static ServiceQuery wanted(
            boolean onlyPassing,
            @Nullable List<String> ignored,
            @Nullable List<String> tags,
            Map<String, String> nodeMeta,
            Map<String, String> serviceMeta) {
        ServiceQuery plain = Fixtures.query("", "q", "web").service();
        return new ServiceQuery("web", plain.failover(), onlyPassing, ignored, "", tags, nodeMeta, serviceMeta, false);
    }

    private static ServiceQuery near(String near) {
        ServiceQuery plain = Fixtures.query("", "q", "web").service();
        return new ServiceQuery("web", plain.failover(), false, null, near, null, null, null, false);
    }

    private List<CheckServiceNode> ask(PreparedQueryInstances question) {
        return question.evaluate(store.current(), Watches.NONE, Viewer.ALL).value();
    }

    private PreparedQueryInstances question(ServiceQuery service, QuerySource near, int limit, long seed) {
        PreparedQuery query = Fixtures.query("", "q", "web").withService(service);
        return new PreparedQueryInstances(query, near, new QuerySource("dc1", "", "n1", ""), false, limit, seed);
    }

    private static List<String> names(List<CheckServiceNode> found) {
        return found.stream()
                .map(instance -> instance.node() == null ? "" : instance.node().node())
                .toList();
    }

    private List<String> found(ServiceQuery service) {
        return names(ask(question(service, QuerySource.NONE, 0, 1))).stream()
                .sorted()
                .toList();
    }

    private List<String> nearest(ServiceQuery service, String node, String ip) {
        return names(ask(question(service, new QuerySource("dc1", "", node, ip), 0, 7)));
    }

    @Test
    void leavesOutWhatIsIll() throws StateException {
        register("n1", "passing");
        register("n2", "warning");
        register("n3", "critical");

        assertThat(found(wanted(false, null, null, Map.of(), Map.of()))).containsExactly("n1", "n2");
        assertThat(found(wanted(true, null, null, Map.of(), Map.of()))).containsExactly("n1");
        assertThat(found(wanted(true, List.of("c"), null, Map.of(), Map.of()))).containsExactly("n1", "n2", "n3");
        assertThat(found(wanted(false, List.of("other"), null, Map.of(), Map.of())))
                .containsExactly("n1", "n2");
    }

    @Test
    void wantsAllTagsAndNoneOfTheForbidden() throws StateException {
        register("n1", "passing", "A", "b");
        register("n2", "passing", "a");
        register("n3", "passing");

        assertThat(found(wanted(false, null, List.of("a"), Map.of(), Map.of()))).containsExactly("n1", "n2");
        assertThat(found(wanted(false, null, List.of("a", "B"), Map.of(), Map.of())))
                .containsExactly("n1");
        assertThat(found(wanted(false, null, List.of("a", "!B"), Map.of(), Map.of())))
                .containsExactly("n2");
        assertThat(found(wanted(false, null, List.of("!a"), Map.of(), Map.of())))
                .containsExactly("n3");
    }

    @Test
    void wantsMetadataExactly() throws StateException {
        register(
                Fixtures.withMeta(Fixtures.node("n1"), "rack", "1"),
                Fixtures.service("web", "web"),
                new HealthCheck[0]);
        register("n2", "passing");

        assertThat(found(wanted(false, null, null, Map.of("rack", "1"), Map.of())))
                .containsExactly("n1");
        assertThat(found(wanted(false, null, null, Map.of("rack", "2"), Map.of())))
                .isEmpty();
        assertThat(found(wanted(false, null, null, Map.of(), Map.of("v", "1")))).isEmpty();
    }

    @Test
    void showsNoListOfChecksWhereThereAreNone() throws StateException {
        register(Fixtures.node("n1"), Fixtures.service("web", "web"));

        assertThat(ask(question(near(""), QuerySource.NONE, 0, 1)))
                .singleElement()
                .extracting(CheckServiceNode::checks)
                .isNull();
    }

    @Test
    void theSeedAloneChoosesTheOrder() throws StateException {
        for (int i = 0; i < 6; i++) {
            register("n" + i, "passing");
        }

        assertThat(names(ask(question(near(""), QuerySource.NONE, 0, 5))))
                .isEqualTo(names(ask(question(near(""), QuerySource.NONE, 0, 5))));
        Set<String> firsts = new HashSet<>();
        LongStream.range(0, 100)
                .forEach(seed -> firsts.addAll(names(ask(question(near(""), QuerySource.NONE, 1, seed)))));
        assertThat(firsts).hasSize(6);
    }

    @Test
    void putsTheNearestFirst() throws StateException {
        for (String name : List.of("n1", "n2", "n3", "n4")) {
            register(name, "passing");
        }
        locate("n1", 0);
        locate("n3", 0.1);
        locate("n2", 0.2);

        assertThat(nearest(near(""), "n1", "")).containsExactly("n1", "n3", "n2", "n4");
        assertThat(nearest(near("_agent"), "", "")).containsExactly("n1", "n3", "n2", "n4");
        assertThat(nearest(near("n1"), "n2", "")).containsExactly("n2", "n3", "n1", "n4");
        assertThat(nearest(near("_ip"), "", "10.0.0.2")).containsExactly("n2", "n3", "n1", "n4");
        assertThat(nearest(near(""), "_ip", "10.0.0.4")).startsWith("n4");
        assertThat(nearest(near("_ip"), "", "10.9.9.9")).hasSize(4);
    }

    @Test
    void findsWhatServesTheServiceOverTheMesh() throws StateException {
        register(Fixtures.node("n1"), Fixtures.proxy("p", "p", "web"));
        PreparedQuery query = Fixtures.query("", "q", "web");

        PreparedQueryInstances plain =
                new PreparedQueryInstances(query, QuerySource.NONE, QuerySource.NONE, false, 0, 1);
        PreparedQueryInstances mesh = new PreparedQueryInstances(query, QuerySource.NONE, QuerySource.NONE, true, 0, 1);

        assertThat(ask(plain)).isEmpty();
        assertThat(names(ask(mesh))).containsExactly("n1");
    }
}
