package io.praetor.server.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.raft.ReplicatedLog;
import io.praetor.server.fsm.StateError;
import io.praetor.server.testing.LeaderFixture;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WritesTest {
    private final LeaderFixture fixture = new LeaderFixture();

    @Test
    void passOnWhatTheStateMachineAnswers() {
        fixture.log.machine = _ -> "done";

        assertThat(fixture.writes.propose(new byte[] {1})).isCompletedWithValue("done");
    }

    @Test
    void turnARefusalIntoAFailureWithItsText() {
        fixture.log.machine = _ -> new StateError("invalid session \"x\"");

        assertThatThrownBy(() -> fixture.writes.propose(new byte[] {1}).join())
                .hasRootCauseMessage("invalid session \"x\"");
    }

    @Test
    void waitForALeader() {
        fixture.leadership.lost();
        fixture.log.machine = _ -> "done";
        CompletableFuture<@Nullable Object> write = fixture.writes.propose(new byte[] {1});
        assertThat(write).isNotDone();

        fixture.leadership.established();

        assertThat(write).isCompletedWithValue("done");
    }

    @Test
    void giveUpWhenNobodyComesToLead() {
        fixture.leadership.lost();
        CompletableFuture<@Nullable Object> write = fixture.writes.propose(new byte[] {1});

        fixture.pass(Duration.ofSeconds(8));

        assertThatThrownBy(write::join).hasRootCauseMessage("No cluster leader");
    }

    @Test
    void refuseWhatNoLogWouldTake() {
        assertThatThrownBy(() -> fixture.writes
                        .propose(new byte[ReplicatedLog.MAX_COMMAND_BYTES + 1])
                        .join())
                .rootCause()
                .hasMessageStartingWith("command has ");
    }
}
