package io.praetor.server.state;

import static io.praetor.server.state.Fixtures.by;
import static io.praetor.server.state.Fixtures.check;
import static io.praetor.server.state.Fixtures.id;
import static io.praetor.server.state.Fixtures.kv;
import static io.praetor.server.state.Fixtures.node;
import static io.praetor.server.state.Fixtures.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.session.Session;
import io.praetor.model.session.SessionServiceCheck;
import io.praetor.store.Watches;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `state-and-index.md` §9.
class SessionRulesTest {
    private static final long DELAY = Duration.ofSeconds(15).toNanos();

    private final TestState state = new TestState();

    @BeforeEach
    void aNodeWithAChecks() throws StateException {
        state.register(node("n"));
        state.register(check("n", "up", "passing"));
    }

    private boolean exists(int session) {
        return state.now().sessions().get(id(session), Watches.NONE).value() != null;
    }

    private String refusal(Session session) {
        return state.refusal(write -> {
            write.sessions().create(session);
            return null;
        });
    }

    @Test
    void refusesASessionOnWhatIsNotThereOrIll() throws StateException {
        state.register(check("n", "ill", "critical"));

        assertThat(refusal(session("", "n"))).isEqualTo("Missing session ID");
        assertThat(refusal(session("x", "n")))
                .isEqualTo("failed session lookup: index error: UUID must be 36 characters");
        assertThat(refusal(session(id(1), "x"))).isEqualTo("Missing node registration");
        assertThat(refusal(session(id(1), "n", "keep", 0))).isEqualTo("Invalid session behavior: keep");
        assertThat(refusal(session(id(1), "n", "", 0, "gone"))).isEqualTo("Missing check 'gone' registration");
        assertThat(refusal(session(id(1), "n", "", 0, "ill"))).isEqualTo("Check 'ill' is in critical state");
        assertThat(state.now().sessions().all(Watches.NONE).value()).isEmpty();
    }

    @Test
    void releasesByDefault() throws StateException {
        state.create(session(id(1), "n", "", 0));

        Session stored = Objects.requireNonNull(
                state.now().sessions().get(id(1), Watches.NONE).value());
        assertThat(stored.behavior()).isEqualTo("release");
        assertThat(stored.createIndex()).isEqualTo(3);
        assertThat(stored.modifyIndex()).isEqualTo(3);
        assertThat(state.told).containsExactly("created " + id(1));
    }

    @Test
    void endsWhenACheckOfItTurnsCriticalOrGoesInTheSameTransaction() throws StateException {
        state.register(check("n", "other", "passing"));
        state.create(session(id(1), "n", "release", 0, "up"));
        state.create(session(id(2), "n", "release", 0, "other"));
        state.lock(by(kv("k", "v"), id(1)));
        state.register(check("n", "other", "warning"));
        assertThat(exists(2)).isTrue();

        state.register(check("n", "up", "critical"));
        assertThat(exists(1)).isFalse();
        assertThat(exists(2)).isTrue();
        assertThat(state.now().kv().get("k", Watches.NONE).value())
                .isEqualTo(kv("k", "v").withLock("", 1).withIndexes(6, 8));

        state.deregister("n", "", "other");
        assertThat(exists(2)).isFalse();
        assertThat(state.now().reader().count(Tables.SESSION_CHECKS)).isZero();
    }

    @Test
    void endsOnACriticalCheckThatWasCriticalBefore() throws StateException {
        state.create(session(id(1), "n", "release", 0, "up"));
        TestState.Parked parked = state.park((s, w) -> s.health().nodeChecks("n", w));
        state.run(write -> {
            // As an old log may have it: a session on a check that is critical already.
            write.tx().put(Tables.CHECKS, check("n", "up", "critical").withIndexes(2, 4));
            return null;
        });
        state.register(check("n", "up", "critical"));

        assertThat(exists(1)).isFalse();
        assertThat(parked.watches().fired()).isTrue();
    }

    @Test
    void dependsOnServiceChecksAndTheOldListToo() throws StateException {
        state.register(check("n", "old", "passing"));
        state.create(new Session(
                id(1), "", "n", 0, "", "", null, List.of(new SessionServiceCheck("up", "")), List.of("old"), 0, 0));
        state.register(check("n", "up", "critical"));

        assertThat(exists(1)).isFalse();
    }

    @Test
    void deletesItsKeysIfItWasMadeSo() throws StateException {
        state.create(session(id(1), "n", "delete", 0));
        state.lock(by(kv("k", "v"), id(1)));
        state.destroy(id(1));

        assertThat(state.now().kv().get("k", Watches.NONE).value()).isNull();
        assertThat(state.told).contains("tombstones 5", "destroyed " + id(1));
    }

    @Test
    void delaysLocksOfKeysThatASessionLost() throws StateException {
        state.create(session(id(1), "n", "release", DELAY));
        state.lock(by(kv("k", "v"), id(1)));
        state.lock(by(kv("free", "v"), id(1)));
        state.unlock(by(kv("free", "v"), id(1)));
        state.destroy(id(1));

        assertThat(state.store.lockDelays().isActive("k")).isTrue();
        assertThat(state.store.lockDelays().isActive("free")).isFalse();
        state.nanos += DELAY - 1;
        assertThat(state.store.lockDelays().isActive("k")).isTrue();
        state.nanos += 1;
        assertThat(state.store.lockDelays().isActive("k")).isFalse();
        assertThat(state.store.lockDelays().size()).isZero();
    }

    @Test
    void delaysForAMinuteAtMost() throws StateException {
        state.create(session(id(1), "n", "delete", Duration.ofHours(1).toNanos()));
        state.lock(by(kv("k", "v"), id(1)));
        state.destroy(id(1));

        state.nanos += Duration.ofSeconds(60).toNanos() - 1;
        assertThat(state.store.lockDelays().isActive("k")).isTrue();
        state.nanos += 1;
        assertThat(state.store.lockDelays().isActive("k")).isFalse();
    }

    @Test
    void countsTheLaterOfTwoDelays() throws StateException {
        state.store.lockDelays().arm(List.of("k"), 100);
        state.nanos += 50;
        state.store.lockDelays().arm(List.of("k"), 100);
        state.nanos += 60;

        assertThat(state.store.lockDelays().isActive("k")).isTrue();
        state.nanos += 40;
        assertThat(state.store.lockDelays().isActive("k")).isFalse();
    }

    @Test
    void takesTheEndOfAnUnknownSessionForDone() throws StateException {
        state.destroy(id(5));

        assertThat(state.now().operator().indexes()).doesNotContainKey("sessions");
        assertThat(state.refusal(write -> {
                    write.sessions().destroy("x");
                    return null;
                }))
                .isEqualTo("failed session lookup: index error: UUID must be 36 characters");
    }
}
