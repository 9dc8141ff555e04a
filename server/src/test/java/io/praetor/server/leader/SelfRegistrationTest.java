package io.praetor.server.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.log.CommandType;
import io.praetor.server.fsm.Commands;
import io.praetor.server.testing.LeaderFixture;
import io.praetor.store.Watches;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SelfRegistrationTest {
    private static final String ID = "40e4a748-2192-161a-0510-9bf59fe950b5";

    private final LeaderFixture fixture = new LeaderFixture();
    private final SelfRegistration registration = new SelfRegistration(
            fixture.store::current,
            fixture.writes,
            fixture.timers,
            Runnable::run,
            new SelfRegistration.Member(
                    "dc1", ID, "n1", "10.0.0.1", 8300, "1.9.0", Map.of("lan", "10.0.0.1"), Map.of("a", "b")));

    private int registrations() {
        return fixture.proposed(CommandType.REGISTER, RegisterRequest.CODEC).size();
    }

    @Test
    void registersNodeServiceAndCheck() throws InterruptedException {
        registration.begin();

        Node node = Objects.requireNonNull(fixture.state().catalog().node("n1", Watches.NONE));
        NodeService service = Objects.requireNonNull(fixture.state().catalog().service("n1", "consul", Watches.NONE));
        HealthCheck check = Objects.requireNonNull(fixture.state().health().check("n1", "serfHealth", Watches.NONE));
        assertThat(node.id()).isEqualTo(ID);
        assertThat(node.taggedAddresses()).containsEntry("lan", "10.0.0.1");
        assertThat(service.port()).isEqualTo(8300);
        assertThat(service.meta()).containsEntry("raft_version", "3").containsEntry("version", "1.9.0");
        assertThat(check.status()).isEqualTo("passing");
        assertThat(check.name()).isEqualTo("Serf Health Status");
    }

    @Test
    void writesNothingWhenAllIsWell() throws InterruptedException {
        registration.begin();
        registration.end();

        registration.begin();
        fixture.pass(Duration.ofMinutes(5));

        assertThat(registrations()).isEqualTo(1);
    }

    @Test
    void keepsWhatTheAgentSaidOfItsNode() throws InterruptedException {
        Node known = new Node(ID, "n1", "10.9.9.9", "dc1", Map.of("wan", "1.2.3.4"), Map.of("x", "y"), 0, 0);
        fixture.apply(Commands.encode(CommandType.REGISTER, RegisterRequest.CODEC, RegisterRequest.of(known)));

        registration.begin();

        Node node = Objects.requireNonNull(fixture.state().catalog().node("n1", Watches.NONE));
        assertThat(node.address()).isEqualTo("10.0.0.1");
        assertThat(node.taggedAddresses()).containsOnlyKeys("wan");
        assertThat(node.meta()).containsOnlyKeys("x");
    }

    @Test
    void comesBackWithinAMinuteAfterSomebodyDeregisteredIt() throws InterruptedException {
        registration.begin();
        fixture.apply(Commands.encode(
                CommandType.DEREGISTER, DeregisterRequest.CODEC, new DeregisterRequest("", "n1", "", "", "", "")));
        assertThat(fixture.state().catalog().node("n1", Watches.NONE)).isNull();

        fixture.pass(Duration.ofSeconds(61));

        assertThat(fixture.state().catalog().node("n1", Watches.NONE)).isNotNull();
    }
}
