package io.praetor.server.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.raft.ReplicatedLog;
import io.praetor.server.fsm.StateError;
import io.praetor.server.testing.LeaderFixture;
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
    void refuseWhatIsTheLeaders() {
        fixture.leadership.lost();

        assertThatThrownBy(() -> fixture.writes.propose(new byte[] {1}).join())
                .hasRootCauseMessage("No cluster leader");
    }

    @Test
    void refuseWhatTheLogDidNotTakeBecauseAnotherLeads() {
        fixture.log.refuses = true;

        assertThatThrownBy(() -> fixture.writes.propose(new byte[] {1}).join())
                .hasRootCauseMessage("No cluster leader");
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
