package io.praetor.server.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.log.CommandType;
import io.praetor.model.session.Session;
import io.praetor.model.session.SessionRequest;
import io.praetor.server.Meter;
import io.praetor.server.fsm.Commands;
import io.praetor.server.testing.LeaderFixture;
import io.praetor.store.Watches;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SessionTimersTest {
    private static final String ID = "11111111-aaaa-bbbb-cccc-222222222222";

    private final LeaderFixture fixture = new LeaderFixture();
    private final SessionTimers timers =
            new SessionTimers(fixture.store::current, fixture.writes, fixture.timers, Runnable::run, "dc1", Meter.NONE);

    SessionTimersTest() {
        fixture.store.listen(timers);
        Node node = new Node("", "n1", "127.0.0.1", "dc1", null, null, 0, 0);
        fixture.apply(Commands.encode(CommandType.REGISTER, RegisterRequest.CODEC, RegisterRequest.of(node)));
    }

    private void create(String ttl) {
        Session session = new Session(ID, "", "n1", 0, Session.RELEASE, ttl, null, null, null, 0, 0);
        fixture.apply(Commands.encode(
                CommandType.SESSION, SessionRequest.CODEC, new SessionRequest("", SessionRequest.CREATE, session, "")));
    }

    private boolean exists() {
        return fixture.state().sessions().get(ID, Watches.NONE).value() != null;
    }

    private Session session() {
        return Objects.requireNonNull(
                fixture.state().sessions().get(ID, Watches.NONE).value());
    }

    @Test
    void endASessionAfterTwiceItsTtl() {
        timers.begin();
        create("10s");

        fixture.pass(Duration.ofSeconds(19));
        assertThat(exists()).isTrue();
        fixture.pass(Duration.ofSeconds(2));

        assertThat(exists()).isFalse();
        assertThat(timers.size()).isZero();
    }

    @Test
    void startAnewWithEveryRenewal() {
        timers.begin();
        create("10s");
        fixture.pass(Duration.ofSeconds(15));

        timers.renew(session());
        fixture.pass(Duration.ofSeconds(15));
        assertThat(exists()).isTrue();
        fixture.pass(Duration.ofSeconds(6));

        assertThat(exists()).isFalse();
    }

    @Test
    void leaveSessionsWithoutTtlAlone() {
        timers.begin();
        for (String ttl : new String[] {"", "0", "0s", "0m", "0h"}) {
            assertThat(SessionTimers.ttlNanos(ttl)).isZero();
        }
        create("0s");

        fixture.pass(Duration.ofHours(1));

        assertThat(exists()).isTrue();
    }

    @Test
    void startForAllSessionsWhenAServerComesToLead() {
        create("10s");
        fixture.pass(Duration.ofMinutes(5));
        assertThat(exists()).isTrue();

        timers.begin();
        fixture.pass(Duration.ofSeconds(21));

        assertThat(exists()).isFalse();
    }

    @Test
    void stopWhenAServerNoLongerLeads() {
        timers.begin();
        create("10s");

        timers.end();
        fixture.pass(Duration.ofMinutes(5));

        assertThat(exists()).isTrue();
        assertThat(timers.size()).isZero();
        assertThat(fixture.timers.size()).isZero();
    }

    @Test
    void forgetASessionThatEndedOtherwise() {
        timers.begin();
        create("10s");

        fixture.apply(Commands.encode(
                CommandType.SESSION,
                SessionRequest.CODEC,
                new SessionRequest("", SessionRequest.DESTROY, session(), "")));

        assertThat(timers.size()).isZero();
    }

    @Test
    void tryAgainWhenTheLogRefuses() {
        timers.begin();
        create("10s");
        fixture.log.leader = false;

        fixture.pass(Duration.ofSeconds(28));
        assertThat(exists()).isTrue();
        fixture.log.leader = true;
        fixture.pass(Duration.ofSeconds(12));

        assertThat(exists()).isFalse();
    }
}
