package io.praetor.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.http.Caller;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.ServiceDefinition;
import io.praetor.server.acl.Authorizer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AntiEntropyTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "128, 1", "129, 2", "256, 2", "257, 3", "512, 3", "513, 4", "1024, 4", "8192, 7"})
    void growsWithTheClusterByItsDoublings(int nodes, int scale) {
        assertThat(AntiEntropy.scale(nodes)).isEqualTo(scale);
    }

    @Test
    void tellsAServiceAndItsChecksInOneGo() {
        SyncedAgent agent = SyncedAgent.started();
        agent.catalog.calls.clear();

        agent.register("{\"Name\": \"web\", \"Check\": {\"TTL\": \"1m\"}}");

        assertThat(agent.catalog.calls).containsExactly("register web [service:web] skip");
        assertThat(agent.difference()).isEmpty();
    }

    @Test
    void beginsWithTheNode() {
        SyncedAgent agent = SyncedAgent.started();

        assertThat(agent.catalog.calls).containsExactly("read services", "read checks", "register - []");
        assertThat(agent.state.nodeInSync()).isTrue();
    }

    @Test
    void removesAServiceWithItsChecksInOneGo() {
        SyncedAgent agent = SyncedAgent.started();
        agent.register("{\"Name\": \"web\", \"Checks\": [{\"TTL\": \"1m\"}, {\"TTL\": \"2m\"}]}");
        agent.catalog.calls.clear();

        agent.registrar.deregisterService("web");

        assertThat(agent.catalog.calls).containsExactly("deregister web ");
        assertThat(agent.state.view().anyService("web")).isNull();
        assertThat(agent.difference()).isEmpty();
    }

    @Test
    void looksAgainAfterAMinuteAndALittle() {
        SyncedAgent agent = SyncedAgent.started();
        agent.catalog.calls.clear();

        agent.time.pass(Duration.ofSeconds(59));
        assertThat(agent.catalog.calls).isEmpty();

        agent.time.pass(Duration.ofSeconds(62));
        assertThat(agent.catalog.calls).contains("read services", "read checks");
    }

    @Test
    void triesAgainSoonAfterAFailure() {
        SyncedAgent agent = new SyncedAgent(1);
        agent.catalog.fail(1);

        agent.sync.start();
        assertThat(agent.catalog.node).isNull();

        agent.time.pass(Duration.ofSeconds(14));
        assertThat(agent.catalog.node).isNull();
        agent.time.pass(Duration.ofSeconds(17));
        assertThat(agent.catalog.node).isNotNull();
    }

    @Test
    void repairsAChangeThatFailedHoweverManyFailMeanwhile() {
        SyncedAgent agent = SyncedAgent.started();
        agent.catalog.fail(8);
        for (int i = 0; i < 8; i++) {
            agent.register("{\"Name\": \"web" + i + "\"}");
            agent.time.pass(Duration.ofSeconds(1));
        }
        assertThat(agent.catalog.services).isEmpty();

        agent.time.pass(Duration.ofSeconds(23));

        assertThat(agent.difference()).isEmpty();
    }

    @Test
    void repairsAChangeThatFailedBehindAFullSyncThatWentWell() {
        SyncedAgent agent = SyncedAgent.started();
        agent.register("{\"Name\": \"first\"}");
        agent.catalog.services.clear();
        agent.catalog.whileRegistering = () -> {
            agent.catalog.fail(1);
            agent.register("{\"Name\": \"second\"}");
        };
        agent.sync.hint();
        agent.time.pass(Duration.ofSeconds(4));
        assertThat(agent.catalog.services).containsOnlyKeys("first");

        agent.time.pass(Duration.ofSeconds(31));

        assertThat(agent.difference()).isEmpty();
    }

    @Test
    void comesSoonAfterAHint() {
        SyncedAgent agent = SyncedAgent.started();
        agent.catalog.forgetNode();

        agent.sync.hint();
        agent.time.pass(Duration.ofSeconds(4));

        assertThat(agent.difference()).isEmpty();
    }

    @Test
    void comesSoonAfterAHintThatCameWhileTheLastOneFailed() {
        SyncedAgent agent = new SyncedAgent(1);
        agent.catalog.fail(1);
        agent.catalog.whileFailing = agent.sync::hint;

        agent.sync.start();
        agent.time.pass(Duration.ofSeconds(4));

        assertThat(agent.difference()).isEmpty();
    }

    @Test
    void bringsBackWhatTheCatalogLostAndRemovesWhatOthersPutThere() {
        SyncedAgent agent = SyncedAgent.started();
        agent.register("{\"Name\": \"web\", \"Check\": {\"TTL\": \"1m\"}}");
        NodeService web = Objects.requireNonNull(agent.catalog.services.get("web"));
        agent.catalog.services.remove("web");
        agent.catalog.checks.remove("service:web");
        agent.catalog.tamper("foreign", web.withId("foreign"));
        agent.catalog.tamper("consul", web.withId("consul"));
        agent.catalog.checks.put("serfHealth", check("serfHealth"));
        agent.catalog.checks.put("odd", check("odd"));

        agent.time.pass(Duration.ofMinutes(2));

        assertThat(agent.difference()).isEmpty();
        assertThat(agent.catalog.services).containsOnlyKeys("web", "consul");
        assertThat(agent.catalog.checks).containsOnlyKeys("serfHealth", "service:web");
    }

    @Test
    void removesWhatCameAndWentWhileItLooked() {
        SyncedAgent agent = SyncedAgent.started();
        agent.catalog.meanwhile = () -> {
            agent.register("{\"Name\": \"web\"}");
            agent.catalog.fail(1);
            agent.registrar.deregisterService("web");
        };

        agent.sync.hint();
        agent.time.pass(Duration.ofSeconds(4));

        assertThat(agent.catalog.services).isEmpty();
        assertThat(agent.state.view().anyServices()).isEmpty();
    }

    private static HealthCheck check(String id) {
        HealthCheck zero = HealthCheck.CODEC.zero();
        return zero.withNode("n1").withCheckId(id).withStatus("passing");
    }

    @Test
    void tellsNothingWhenThereIsNothingToTell() {
        SyncedAgent agent = SyncedAgent.started();
        agent.register("{\"Name\": \"web\", \"Check\": {\"TTL\": \"1m\"}}");
        agent.catalog.calls.clear();

        agent.time.pass(Duration.ofMinutes(10));

        assertThat(agent.catalog.calls).containsOnly("read services", "read checks");
    }

    @Test
    void putsTheNodeRight() {
        SyncedAgent agent = SyncedAgent.started();
        Node node = Objects.requireNonNull(agent.catalog.node);
        agent.catalog.node = new Node(
                node.id(),
                node.node(),
                "10.9.9.9",
                node.datacenter(),
                node.taggedAddresses(),
                Map.of("rack", "8"),
                0,
                0);

        agent.time.pass(Duration.ofMinutes(2));

        assertThat(agent.catalog.node)
                .extracting(Node::address, Node::meta)
                .containsExactly("10.0.0.1", Map.of("rack", "7"));
    }

    @Test
    void takesOverTagsThatOthersMaySet() {
        SyncedAgent agent = SyncedAgent.started();
        agent.register("{\"Name\": \"open\", \"Tags\": [\"a\"], \"EnableTagOverride\": true}");
        agent.register("{\"Name\": \"shut\", \"Tags\": [\"a\"]}");
        for (String id : List.of("open", "shut")) {
            agent.catalog.tamper(
                    id, Objects.requireNonNull(agent.catalog.services.get(id)).withTags(List.of("b")));
        }

        agent.time.pass(Duration.ofMinutes(2));

        assertThat(agent.catalog.tags("open")).containsExactly("b");
        assertThat(agent.catalog.tags("shut")).containsExactly("a");
        assertThat(Objects.requireNonNull(agent.state.view().service("open"))
                        .service()
                        .tags())
                .containsExactly("b");
    }

    @Test
    void usesATokenOfItsOwnForWhatFilesDefine() {
        SyncedAgent agent = SyncedAgent.started();
        agent.userToken = "user";
        agent.fileToken = "files";
        agent.catalog.calls.clear();

        agent.registrar.load(
                List.of(
                        SyncedAgent.parse(ServiceDefinition.CODEC, "{\"Name\": \"web\"}"),
                        SyncedAgent.parse(ServiceDefinition.CODEC, "{\"Name\": \"own\", \"Token\": \"o\"}")),
                List.of());
        agent.time.pass(Duration.ofMinutes(3));
        agent.register("{\"Name\": \"api\"}", "");

        assertThat(agent.catalog.calls)
                .contains("register web [] skip by files", "register own [] skip by o", "register api [] skip by user");
    }

    @Test
    void usesTheTokenOfTheServiceAndTheOtherTokenOfACheckOfItsOwn() {
        SyncedAgent agent = SyncedAgent.started();
        agent.userToken = "user";
        agent.catalog.calls.clear();

        agent.register("{\"Name\": \"web\", \"Check\": {\"TTL\": \"1m\"}}", "s");
        agent.registerCheck("{\"Name\": \"own\", \"ServiceID\": \"web\", \"TTL\": \"1m\"}", "c");
        agent.registerCheck("{\"Name\": \"same\", \"ServiceID\": \"web\", \"TTL\": \"1m\"}", "");
        agent.registerCheck("{\"Name\": \"of the node\", \"TTL\": \"1m\"}", "");

        assertThat(agent.catalog.calls)
                .containsExactly(
                        "register web [service:web] skip by s",
                        "register - [own] skip by c",
                        "register - [same] skip by s",
                        "register - [of the node] skip by user");
    }

    @Test
    void takesARefusalForAnAnswerUntilTheNextFullSync() {
        SyncedAgent agent = SyncedAgent.started();
        agent.catalog.refusal = "bad";

        agent.register("{\"Name\": \"web\"}", "bad");
        agent.register("{\"Name\": \"other\"}", "good");
        assertThat(agent.catalog.services).containsOnlyKeys("other");
        assertThat(agent.state.view().dirtyServices()).isEmpty();

        agent.catalog.refusal = null;
        agent.time.pass(Duration.ofMinutes(2));
        assertThat(agent.difference()).isEmpty();

        agent.catalog.refusal = "bad";
        agent.registrar.deregisterService("web");
        assertThat(agent.catalog.services).containsOnlyKeys("other", "web");
        agent.catalog.refusal = null;
        agent.time.pass(Duration.ofMinutes(2));
        assertThat(agent.catalog.services).containsOnlyKeys("other");
        assertThat(agent.state.view().anyService("web")).isNull();
    }

    @Test
    void whatTheCatalogDoesNotKnowIsGone() {
        SyncedAgent agent = SyncedAgent.started();
        agent.catalog.guarded = true;
        agent.register("{\"Name\": \"web\"}");
        agent.registerCheck("{\"Name\": \"disk\", \"TTL\": \"1h\"}", "");
        agent.catalog.services.clear();
        agent.catalog.checks.clear();
        agent.catalog.calls.clear();

        agent.registrar.deregisterService("web");
        agent.registrar.deregisterCheck("disk", new Caller("", Authorizer.ALL));
        agent.time.pass(Duration.ofMinutes(2));

        assertThat(agent.state.view().anyService("web")).isNull();
        assertThat(agent.state.view().anyCheck("disk")).isNull();
        assertThat(agent.catalog.calls)
                .filteredOn(call -> call.startsWith("deregister"))
                .containsExactly("deregister web ", "deregister - disk");
    }

    @Test
    void holdsOutputBackButNotStatus() {
        SyncedAgent agent = SyncedAgent.started();
        agent.registerCheck("{\"Name\": \"c\", \"TCP\": \"x:1\", \"Interval\": \"1h\"}", "");
        agent.checks.find("c", "passing", "first");
        assertThat(agent.catalog.checks.get("c"))
                .extracting(HealthCheck::output)
                .isEqualTo("first");

        agent.checks.find("c", "passing", "second");
        agent.checks.find("c", "passing", "third");
        agent.time.pass(Duration.ofSeconds(149)); // full syncs in between do not tell it either
        assertThat(agent.catalog.checks.get("c"))
                .extracting(HealthCheck::output)
                .isEqualTo("first");

        agent.time.pass(Duration.ofSeconds(302));
        assertThat(agent.catalog.checks.get("c"))
                .extracting(HealthCheck::output)
                .isEqualTo("third");
        assertThat(agent.sync.deferrals()).isEmpty();

        agent.checks.find("c", "passing", "fourth");
        agent.checks.find("c", "critical", "fifth");
        assertThat(agent.catalog.checks.get("c"))
                .extracting(HealthCheck::status, HealthCheck::output)
                .containsExactly("critical", "fifth");
    }

    @Test
    void saysNothingDuringAPauseAndEverythingAfterIt() {
        SyncedAgent agent = SyncedAgent.started();
        agent.catalog.calls.clear();

        agent.sync.pause();
        agent.sync.pause();
        agent.register("{\"Name\": \"web\"}");
        agent.sync.resume();
        agent.time.pass(Duration.ofMinutes(3));
        assertThat(agent.catalog.calls).isEmpty();

        agent.sync.resume();
        assertThat(agent.difference()).isEmpty();
    }

    @Test
    void tellsNothingOfACheckBeforeItsServiceThatCameBackWhileItWasRemoved() {
        SyncedAgent agent = SyncedAgent.started();
        String web = "{\"Name\": \"web\", \"Check\": {\"TTL\": \"1m\"}}";
        agent.register(web);
        agent.sync.pause();
        agent.registrar.deregisterService("web");
        agent.catalog.calls.clear();
        agent.catalog.whileRemoving = () -> {
            agent.sync.pause();
            agent.register(web);
        };

        agent.sync.resume();
        agent.sync.resume();

        assertThat(agent.catalog.calls).containsExactly("deregister web ", "register web [service:web] skip");
        assertThat(agent.difference()).isEmpty();
    }

    @Test
    void tellsACheckAgainWhoseServiceTheCatalogLost() {
        SyncedAgent agent = SyncedAgent.started();
        agent.register("{\"Name\": \"web\", \"Check\": {\"TCP\": \"x:1\", \"Interval\": \"1h\"}}");
        agent.catalog.services.clear();
        agent.catalog.checks.clear();

        agent.checks.find("service:web", "passing", "");
        assertThat(agent.catalog.services).isEmpty();

        agent.time.pass(Duration.ofSeconds(31));
        assertThat(agent.difference()).isEmpty();
    }
}
