package io.praetor.server.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.log.CommandType;
import io.praetor.server.Meter;
import io.praetor.server.cluster.RaftMembers;
import io.praetor.server.cluster.ServerTable;
import io.praetor.server.fsm.Commands;
import io.praetor.server.testing.FakeGossip;
import io.praetor.server.testing.LeaderFixture;
import io.praetor.server.testing.ManualLog;
import io.praetor.store.Watches;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
    private static final String SELF = ManualLog.SELF.id();
    private static final String CLIENT = "a0b0c0d0-2192-161a-0510-9bf59fe950b5";
    private static final String SERVER = "b0b0c0d0-2192-161a-0510-9bf59fe950b5";

    private final LeaderFixture fixture = new LeaderFixture();
    private final FakeGossip gossip = new FakeGossip();
    private Reconciler reconciler;
    private int admissions;

    @BeforeEach
    void start() {
        gossip.join("n1", "127.0.0.1", FakeGossip.server(SELF, 8300));
        ServerTable servers = new ServerTable("dc1", gossip);
        MemberRegistration registration = new MemberRegistration(
                fixture.store::current,
                fixture.writes,
                servers,
                new RaftMembers(SELF, fixture.log, servers),
                new MemberRegistration.Self("dc1", "n1", Map.of("lan", "127.0.0.1"), Map.of("a", "b")),
                () -> admissions++);
        reconciler = new Reconciler(gossip, "n1", registration, fixture.log, fixture.timers, Runnable::run, Meter.NONE);
    }

    private @Nullable Node node(String name) {
        return fixture.state().catalog().node(name, Watches.NONE);
    }

    private HealthCheck serfHealth(String name) {
        return Objects.requireNonNull(fixture.state().health().check(name, "serfHealth", Watches.NONE));
    }

    private int registrations() {
        return fixture.proposed(CommandType.REGISTER, RegisterRequest.CODEC).size();
    }

    private void deregister(String name) {
        fixture.apply(Commands.encode(
                CommandType.DEREGISTER, DeregisterRequest.CODEC, new DeregisterRequest("", name, "", "", "", "")));
    }

    @Test
    void registersItselfWithNodeServiceAndCheck() throws InterruptedException {
        reconciler.begin();

        Node node = Objects.requireNonNull(node("n1"));
        NodeService service = Objects.requireNonNull(fixture.state().catalog().service("n1", "consul", Watches.NONE));
        assertThat(node.id()).isEqualTo(SELF);
        assertThat(node.taggedAddresses()).containsEntry("lan", "127.0.0.1");
        assertThat(node.meta()).containsEntry("a", "b");
        assertThat(service.port()).isEqualTo(8300);
        assertThat(service.meta())
                .containsEntry("non_voter", "false")
                .containsEntry("raft_version", "3")
                .containsEntry("serf_protocol_current", "2")
                .containsEntry("serf_protocol_min", "1")
                .containsEntry("serf_protocol_max", "5")
                .containsEntry("version", "1.9.0");
        assertThat(serfHealth("n1").status()).isEqualTo("passing");
        assertThat(serfHealth("n1").name()).isEqualTo("Serf Health Status");
        assertThat(serfHealth("n1").output()).isEqualTo("Agent alive and reachable");
    }

    @Test
    void writesNothingWhenAllIsWell() throws InterruptedException {
        gossip.join("n2", "10.0.0.2", FakeGossip.client(CLIENT));
        reconciler.begin();
        reconciler.end();

        reconciler.begin();
        fixture.pass(Duration.ofMinutes(5));

        assertThat(registrations()).isEqualTo(2);
    }

    @Test
    void aClientThatJoinsIsRegisteredAtOnceWithoutAService() throws InterruptedException {
        reconciler.begin();

        gossip.join("n2", "10.0.0.2", FakeGossip.client(CLIENT));

        Node node = Objects.requireNonNull(node("n2"));
        assertThat(node.address()).isEqualTo("10.0.0.2");
        assertThat(node.id()).isEqualTo(CLIENT);
        assertThat(serfHealth("n2").status()).isEqualTo("passing");
        assertThat(fixture.state().catalog().servicesOf("n2", Watches.NONE)).isEmpty();
        assertThat(fixture.log.changes).isEmpty();
    }

    @Test
    void keepsWhatTheAgentSaidOfItsNode() throws InterruptedException {
        Node known = new Node(CLIENT, "n2", "10.9.9.9", "dc1", Map.of("wan", "1.2.3.4"), Map.of("x", "y"), 0, 0);
        fixture.apply(Commands.encode(CommandType.REGISTER, RegisterRequest.CODEC, RegisterRequest.of(known)));
        reconciler.begin();

        gossip.join("n2", "10.0.0.2", FakeGossip.client(CLIENT));

        Node node = Objects.requireNonNull(node("n2"));
        assertThat(node.address()).isEqualTo("10.0.0.2");
        assertThat(node.taggedAddresses()).containsOnlyKeys("wan");
        assertThat(node.meta()).containsOnlyKeys("x");
    }

    @Test
    void aMemberThatFailsBecomesCriticalAndRecovers() throws InterruptedException {
        gossip.join("n2", "10.0.0.2", FakeGossip.client(CLIENT));
        reconciler.begin();

        gossip.fail("n2");

        assertThat(serfHealth("n2").status()).isEqualTo("critical");
        assertThat(serfHealth("n2").output()).isEqualTo("Agent not live or unreachable");
        gossip.join("n2", "10.0.0.2", FakeGossip.client(CLIENT));
        assertThat(serfHealth("n2").status()).isEqualTo("passing");
    }

    @Test
    void aFailedMemberTheCatalogDoesNotKnowIsLeftAlone() throws InterruptedException {
        gossip.join("n2", "10.0.0.2", FakeGossip.client(CLIENT));
        gossip.fail("n2");

        reconciler.begin();

        assertThat(node("n2")).isNull();
    }

    @Test
    void membersThatLeaveOrAreReapedGoFromTheCatalog() throws InterruptedException {
        gossip.join("n2", "10.0.0.2", FakeGossip.client(CLIENT));
        gossip.join("n3", "10.0.0.3", FakeGossip.client(SERVER));
        reconciler.begin();

        gossip.leave("n2");
        gossip.fail("n3");
        gossip.reap("n3");

        assertThat(node("n2")).isNull();
        assertThat(node("n3")).isNull();
    }

    @Test
    void nodesThatWereMembersAndAreUnknownToGossipAreReaped() throws InterruptedException {
        gossip.join("n2", "10.0.0.2", FakeGossip.client(CLIENT));
        Node external = new Node("", "ext", "10.1.1.1", "dc1", null, null, 0, 0);
        fixture.apply(Commands.encode(CommandType.REGISTER, RegisterRequest.CODEC, RegisterRequest.of(external)));
        reconciler.begin();
        gossip.forget("n2");

        fixture.pass(Duration.ofSeconds(61));

        assertThat(node("n2")).isNull();
        assertThat(node("ext")).isNotNull();
    }

    @Test
    void whatSomebodyDeregisteredIsBackWithinAMinute() throws InterruptedException {
        gossip.join("n2", "10.0.0.2", FakeGossip.client(CLIENT));
        reconciler.begin();
        deregister("n1");
        deregister("n2");

        fixture.pass(Duration.ofSeconds(61));

        assertThat(node("n1")).isNotNull();
        assertThat(node("n2")).isNotNull();
    }

    @Test
    void neverDeregistersItself() throws InterruptedException {
        reconciler.begin();

        gossip.leave("n1");

        assertThat(node("n1")).isNotNull();
        assertThat(fixture.log.changes).isEmpty();
    }

    @Test
    void aServerThatJoinsBecomesALearnerAndGoesWhenItLeaves() throws InterruptedException {
        reconciler.begin();

        gossip.join("n2", "10.0.0.2", FakeGossip.server(SERVER, 8300));
        assertThat(fixture.log.changes).containsExactly("add " + SERVER + " 10.0.0.2:8300");
        assertThat(admissions).isEqualTo(1);
        assertThat(fixture.state().catalog().service("n2", "consul", Watches.NONE))
                .isNotNull();

        gossip.leave("n2");
        assertThat(fixture.log.changes).last().isEqualTo("remove " + SERVER);
        assertThat(node("n2")).isNull();
    }

    @Test
    void aServerWithTheAddressOfAnotherReplacesIt() throws InterruptedException {
        reconciler.begin();
        gossip.join("n2", "10.0.0.2", FakeGossip.server(SERVER, 8300));

        gossip.join("n3", "10.0.0.2", FakeGossip.server(CLIENT, 8300));

        assertThat(fixture.log.changes)
                .containsExactly(
                        "add " + SERVER + " 10.0.0.2:8300", "remove " + SERVER, "add " + CLIENT + " 10.0.0.2:8300");
    }

    @Test
    void aMemberThatComesBackUnderAnotherIdTakesItsNameOver() throws InterruptedException {
        gossip.join("n2", "10.0.0.2", FakeGossip.client(CLIENT));
        reconciler.begin();

        gossip.update("n2", "10.0.0.2", FakeGossip.client(SERVER));

        assertThat(Objects.requireNonNull(node("n2")).id()).isEqualTo(SERVER);
        assertThat(serfHealth("n2").status()).isEqualTo("passing");
    }

    @Test
    void aSecondServerInBootstrapModeIsRefused() throws InterruptedException {
        Map<String, String> own = FakeGossip.server(SELF, 8300);
        own.put("bootstrap", "1");
        gossip.update("n1", "127.0.0.1", own);
        reconciler.begin();
        Map<String, String> other = FakeGossip.server(SERVER, 8300);
        other.put("bootstrap", "1");

        gossip.join("n2", "10.0.0.2", other);

        assertThat(fixture.log.changes).isEmpty();
    }

    @Test
    void membersOfAnotherDatacenterAndStrangersAreLeftAlone() throws InterruptedException {
        reconciler.begin();

        gossip.join("n2", "10.0.0.2", Map.of("role", "node", "dc", "dc2", "id", CLIENT));
        gossip.join("n3", "10.0.0.3", Map.of("role", "something"));

        assertThat(node("n2")).isNull();
        assertThat(node("n3")).isNull();
    }

    @Test
    void nothingIsWrittenByAServerThatDoesNotLead() throws InterruptedException {
        reconciler.begin();
        reconciler.end();

        gossip.join("n2", "10.0.0.2", FakeGossip.client(CLIENT));
        fixture.pass(Duration.ofMinutes(3));

        assertThat(node("n2")).isNull();
    }
}
