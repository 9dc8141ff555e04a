package io.praetor.server.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.NodeInfo;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.server.RequestFailure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ViewerTest {
    private static Viewer seeing(String... names) {
        return Viewer.of(new Named(Set.of(names)), false);
    }

    /// May do everything with what has one of these names.
    private record Named(Set<String> names) implements Authorizer {
        @Override
        public boolean allows(Resource resource, String name, Access access) {
            return names.contains(name);
        }

        @Override
        public boolean allowsAll(Resource resource, Access access) {
            return false;
        }

        @Override
        public String accessor() {
            return "";
        }
    }

    private static NodeInfo info(String node, String service) {
        HealthCheck check = HealthCheck.CODEC.zero().withNode(node);
        return new NodeInfo("", node, "", null, null, List.of(called(service)), List.of(check));
    }

    private static NodeService called(String name) {
        byte[] json = ("{\"Service\":\"" + name + "\"}").getBytes(StandardCharsets.UTF_8);
        try {
            return Json.parse(NodeService.CODEC, json);
        } catch (DecodeException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatLosesNothingStaysTheSameObject() {
        List<String> list = List.of("a", "b");
        Map<String, String> map = Map.of("a", "1");
        List<NodeInfo> infos = List.of(info("n1", "a"));
        Viewer viewer = seeing("a", "b", "n1");

        assertThat(viewer.visible(list, viewer::seesNode)).isSameAs(list);
        assertThat(viewer.visibleKeys(map, viewer::seesNode)).isSameAs(map);
        assertThat(viewer.infos(infos)).isSameAs(infos);
        assertThat(viewer.filtered()).isFalse();
    }

    @Test
    void leavesOutAndRemembers() {
        Viewer viewer = seeing("b", "d");

        assertThat(viewer.visible(List.of("a", "b", "c", "d"), viewer::seesNode))
                .containsExactly("b", "d");
        assertThat(viewer.filtered()).isTrue();
        assertThat(viewer.visibleKeys(Map.of("a", 1, "b", 2), viewer::seesNode)).containsOnly(Map.entry("b", 2));
        assertThat(seeing().ifVisible("x", _ -> false)).isNull();
    }

    @Test
    void aNodeIsSeenWithoutTheServicesThatAreNot() {
        NodeInfo seen = seeing("n1", "n2", "b")
                .infos(List.of(info("n1", "a"), info("n2", "b")))
                .getFirst();

        assertThat(seen.node()).isEqualTo("n1");
        assertThat(Objects.requireNonNull(seen.services())).isEmpty();
        assertThat(Objects.requireNonNull(seen.checks())).hasSize(1);
    }

    @Test
    void keysAreListedByEverybodyUnlessTheSettingSaysOtherwise() {
        Authorizer nobody = new Named(Set.of());

        Viewer.of(nobody, false).requireKeyList("a");
        Viewer.ALL.requireKeyList("a");
        assertThatThrownBy(() -> Viewer.of(nobody, true).requireKeyList("a"))
                .isInstanceOf(RequestFailure.class)
                .hasMessage("Permission denied");
    }

    @Test
    void whoeverMayEverythingIsOneViewerForAll() {
        assertThat(Viewer.of(Authorizer.ALL, true)).isSameAs(Viewer.ALL);
        Viewer.ALL.leaveOut();
        assertThat(Viewer.ALL.filtered()).isFalse();
    }
}
