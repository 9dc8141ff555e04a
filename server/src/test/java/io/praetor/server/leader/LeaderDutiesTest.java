package io.praetor.server.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.raft.Member;
import io.praetor.server.Meter;
import io.praetor.server.RequestFailure;
import io.praetor.server.testing.LeaderFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LeaderDutiesTest {
    private final LeaderFixture fixture = new LeaderFixture();
    private final List<String> events = new ArrayList<>();
    private int failures;

    private final class Noting implements Duty {
        private final String name;

        Noting(String name) {
            this.name = name;
        }

        @Override
        public void begin() {
            if (name.equals("b") && failures > 0) {
                failures--;
                throw RequestFailure.internal("not now");
            }
            events.add("begin " + name);
        }

        @Override
        public void end() {
            events.add("end " + name);
        }
    }

    private LeaderDuties duties() {
        fixture.leadership.lost();
        return new LeaderDuties(
                fixture.log,
                fixture.leadership,
                List.of(new Noting("a"), new Noting("b")),
                fixture.timers,
                Runnable::run,
                cause -> events.add("stopped " + cause.getMessage()),
                Meter.NONE);
    }

    @Test
    void beginInOrderAndEndInReverse() {
        LeaderDuties duties = duties();

        duties.leadershipGained(4);
        assertThat(fixture.leadership.ready()).isTrue();
        duties.leadershipLost(4);

        assertThat(events).containsExactly("begin a", "begin b", "end b", "end a");
        assertThat(fixture.leadership.leading()).isFalse();
    }

    @Test
    void waitUntilEverythingOfEarlierLeadersIsApplied() throws InterruptedException {
        fixture.log.barrier = new CompletableFuture<>();
        LeaderDuties duties = duties();
        CountDownLatch reached = new CountDownLatch(1);
        var _ = fixture.leadership.pause(Duration.ofDays(1), reached::countDown);

        Thread elected = Thread.ofVirtual().start(() -> duties.leadershipGained(4));
        assertThat(fixture.leadership.leading()).isFalse();
        fixture.log.barrier.complete(null);
        elected.join();

        assertThat(reached.getCount()).isZero();
        assertThat(fixture.leadership.ready()).isTrue();
    }

    @Test
    void areNotPutOffForLongWhenLeadershipCannotBeConfirmedAtOnce() {
        fixture.log.barrier = CompletableFuture.failedFuture(new IllegalStateException("nobody has answered"));
        LeaderDuties duties = duties();

        duties.leadershipGained(4);
        assertThat(fixture.leadership.leading()).isFalse();
        fixture.log.barrier = CompletableFuture.completedFuture(null);
        fixture.pass(Duration.ofMillis(300));

        assertThat(fixture.leadership.ready()).isTrue();
        assertThat(events).containsExactly("begin a", "begin b");
    }

    @Test
    void areTriedAgainWhenOneCannotBegin() {
        failures = 1;
        LeaderDuties duties = duties();

        duties.leadershipGained(4);
        assertThat(fixture.leadership.leading()).isTrue();
        assertThat(fixture.leadership.ready()).isFalse();
        fixture.pass(Duration.ofSeconds(6));

        assertThat(events).containsExactly("begin a", "end b", "end a", "begin a", "begin b");
        assertThat(fixture.leadership.ready()).isTrue();
    }

    @Test
    void areLeftToAnotherServerWhenOneCannotBegin() {
        failures = 1;
        fixture.log.members.add(new Member("b", "10.0.0.2:8300", true));
        LeaderDuties duties = duties();

        duties.leadershipGained(4);
        fixture.pass(Duration.ofSeconds(6));

        assertThat(fixture.log.changes).containsExactly("transfer");
        assertThat(events).containsExactly("begin a", "end b", "end a");
    }

    @Test
    void areTriedAgainWhenNobodyElseLeads() {
        failures = 1;
        fixture.log.members.add(new Member("b", "10.0.0.2:8300", true));
        fixture.log.handover = CompletableFuture.failedFuture(new IllegalStateException("nobody"));
        LeaderDuties duties = duties();

        duties.leadershipGained(4);
        fixture.pass(Duration.ofSeconds(6));

        assertThat(fixture.log.changes).containsExactly("transfer", "transfer", "transfer");
        assertThat(fixture.leadership.ready()).isTrue();
    }

    @Test
    void areNotTriedAgainWhenLeadershipIsLost() {
        failures = 1;
        LeaderDuties duties = duties();
        duties.leadershipGained(4);

        duties.leadershipLost(4);
        fixture.pass(Duration.ofSeconds(20));

        assertThat(events).doesNotContain("begin b");
        assertThat(fixture.leadership.leading()).isFalse();
    }

    @Test
    void runAgainOnRequestOnlyWhileLeading() {
        LeaderDuties duties = duties();
        assertThatThrownBy(() -> duties.again().join()).hasRootCauseMessage("No cluster leader");

        duties.leadershipGained(4);
        duties.again().join();

        assertThat(events).containsExactly("begin a", "begin b", "end b", "end a", "begin a", "begin b");
    }

    @Test
    void tellWhenTheLogHasStopped() {
        LeaderDuties duties = duties();
        duties.leadershipGained(4);

        duties.failed(new IllegalStateException("broken"));

        assertThat(events).last().isEqualTo("stopped broken");
        assertThat(fixture.leadership.leading()).isFalse();
    }
}
