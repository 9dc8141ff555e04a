package io.praetor.server.autopilot;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.gossip.consul.ServerTags;
import io.praetor.gossip.serf.Member.Status;
import io.praetor.model.operator.AutopilotConfig;
import io.praetor.model.operator.OperatorHealthReply;
import io.praetor.model.operator.SerfStatus;
import io.praetor.model.operator.ServerHealth;
import io.praetor.model.operator.ServerStats;
import io.praetor.raft.Member;
import io.praetor.server.cluster.ServerTable;
import io.praetor.server.leader.AutopilotDefaults;
import io.praetor.server.testing.FakeGossip;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionsTest {
    private static final AutopilotConfig CONFIG = AutopilotDefaults.CONFIG;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static ServerView view(String id, boolean voter, SerfStatus serf, @Nullable ServerStats stats) {
        return new ServerView(id, id, id + ":8300", "1.9.0", serf, id.equals("a"), voter, false, stats);
    }

    private static final ServerView LEADER = view("a", true, SerfStatus.ALIVE, new ServerStats("0", 3, 1000));

    private static List<ServerHealth> servers(OperatorHealthReply reply) {
        return Objects.requireNonNull(reply.servers());
    }

    @ParameterizedTest
    @CsvSource({
        // gossip, contact, term, index, healthy
        "ALIVE, 50ms, 3, 1000, true",
        "ALIVE, 200ms, 3, 1000, true",
        "ALIVE, 201ms, 3, 1000, false",
        "ALIVE, never, 3, 1000, false",
        "ALIVE, 50ms, 2, 1000, false",
        "ALIVE, 50ms, 3, 750, true",
        "ALIVE, 50ms, 3, 749, false",
        "FAILED, 50ms, 3, 1000, false",
        "LEFT, 50ms, 3, 1000, false",
        "NONE, 50ms, 3, 1000, false",
    })
    void aServerIsHealthyWhenGossipContactTermAndLogAgree(
            SerfStatus gossip, String contact, long term, long index, boolean healthy) {
        ServerView other = view("b", true, gossip, new ServerStats(contact, term, index));

        OperatorHealthReply reply = HealthRules.judge(CONFIG, List.of(LEADER, other), null, NOW);

        assertThat(servers(reply).get(1).healthy()).isEqualTo(healthy);
        assertThat(reply.healthy()).isEqualTo(healthy);
    }

    @Test
    void aServerThatDoesNotAnswerIsNotHealthy() {
        ServerView silent = view("b", true, SerfStatus.ALIVE, null);

        assertThat(HealthRules.judge(CONFIG, List.of(LEADER, silent), null, NOW).healthy())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1,0,0", "2,0,0", "3,0,1", "3,1,0", "5,0,2", "5,1,1", "5,2,0", "5,3,0", "4,0,1"})
    void failureToleranceIsWhatMayStillFail(int voters, int dead, int tolerance) {
        List<ServerView> views = new ArrayList<>(List.of(LEADER));
        for (int i = 1; i < voters; i++) {
            ServerStats stats = i <= dead ? null : new ServerStats("1ms", 3, 1000);
            views.add(view("s" + i, true, SerfStatus.ALIVE, stats));
        }

        assertThat(HealthRules.judge(CONFIG, views, null, NOW).failureTolerance())
                .isEqualTo(tolerance);
    }

    @Test
    void stableSinceChangesOnlyWhenHealthDoes() {
        ServerView well = view("b", false, SerfStatus.ALIVE, new ServerStats("1ms", 3, 1000));
        ServerView ill = view("b", false, SerfStatus.FAILED, null);

        OperatorHealthReply first = HealthRules.judge(CONFIG, List.of(LEADER, well), null, NOW);
        OperatorHealthReply same = HealthRules.judge(CONFIG, List.of(LEADER, well), first, NOW.plusSeconds(5));
        OperatorHealthReply other = HealthRules.judge(CONFIG, List.of(LEADER, ill), same, NOW.plusSeconds(7));

        assertThat(servers(same).get(1).stableSince()).isEqualTo(NOW);
        assertThat(servers(other).get(1).stableSince()).isEqualTo(NOW.plusSeconds(7));
    }

    @ParameterizedTest
    @CsvSource({
        // seconds healthy, voter, wants no vote, promoted
        "9, false, false, false",
        "10, false, false, true",
        "10, true, false, false",
        "10, false, true, false",
    })
    void aLearnerIsPromotedWhenItHasBeenWellForLongEnough(
            int seconds, boolean voter, boolean wantsNoVote, boolean promoted) {
        ServerView view = new ServerView(
                "b",
                "b",
                "b:8300",
                "1.9.0",
                SerfStatus.ALIVE,
                false,
                voter,
                wantsNoVote,
                new ServerStats("1ms", 3, 1000));
        OperatorHealthReply health = HealthRules.judge(CONFIG, List.of(LEADER, view), null, NOW);

        assertThat(Decisions.promotions(CONFIG, List.of(LEADER, view), health, NOW.plusSeconds(seconds)))
                .isEqualTo(promoted ? List.of("b") : List.of());
    }

    @ParameterizedTest
    @CsvSource({
        // voters, failed, stale, min quorum, removed
        "3, 1, 0, 0, true",
        "3, 2, 0, 0, false",
        "5, 2, 0, 0, true",
        "5, 3, 0, 0, false",
        "5, 1, 1, 0, true",
        "3, 0, 1, 0, true",
        "2, 1, 0, 0, false",
        "4, 1, 0, 0, true",
        "4, 2, 0, 0, false",
        "5, 1, 0, 5, false",
        "5, 1, 0, 4, true",
        "5, 2, 0, 4, false",
    })
    void deadServersGoOnlyWhileTheyAreAMinorityAndTheQuorumStays(
            int voters, int failed, int stale, int minQuorum, boolean removed) {
        FakeGossip gossip = new FakeGossip();
        List<Member> configuration = new ArrayList<>();
        for (int i = 0; i < voters; i++) {
            String id = "id" + i;
            configuration.add(new Member(id, "10.0.0." + i + ":8300", true));
            if (i < voters - stale) {
                gossip.join("n" + i, "10.0.0." + i, FakeGossip.server(id, 8300));
                if (i >= voters - stale - failed) {
                    gossip.fail("n" + i);
                }
            }
        }

        Decisions.Cleanup cleanup =
                Decisions.cleanup(config(minQuorum), configuration, new ServerTable("dc1", gossip).known());

        assertThat(cleanup.failed().size() + cleanup.stale().size()).isEqualTo(removed ? failed + stale : 0);
        assertThat(cleanup.refusal().isEmpty()).isEqualTo(removed);
    }

    private static AutopilotConfig config(int minQuorum) {
        return new AutopilotConfig(true, 200_000_000, 250, minQuorum, 10_000_000_000L, "", false, "", 0, 0);
    }

    @Test
    void failedServersWithoutAVoteGoAtOnce() {
        FakeGossip gossip = new FakeGossip();
        gossip.join("n0", "10.0.0.1", FakeGossip.server("id0", 8300));
        gossip.join("n1", "10.0.0.2", FakeGossip.server("id1", 8300));
        gossip.fail("n1");
        List<Member> configuration =
                List.of(new Member("id0", "10.0.0.1:8300", true), new Member("id1", "10.0.0.2:8300", false));

        List<ServerTags> known = new ServerTable("dc1", gossip).known();
        assertThat(known).extracting(ServerTags::status).containsExactly(Status.ALIVE, Status.FAILED);
        assertThat(Decisions.cleanup(CONFIG, configuration, known).failed()).containsExactly("n1");
    }

    @Test
    void nothingIsCleanedUpWhenTheOperatorDoesNotWantIt() {
        FakeGossip gossip = new FakeGossip();
        gossip.join("n1", "10.0.0.2", FakeGossip.server("id1", 8300));
        gossip.fail("n1");
        AutopilotConfig off = new AutopilotConfig(false, 0, 0, 0, 0, "", false, "", 0, 0);

        Decisions.Cleanup cleanup = Decisions.cleanup(off, List.of(), new ServerTable("dc1", gossip).known());

        assertThat(cleanup.failed()).isEmpty();
    }

    @Test
    void aVoterThatWantsNoVoteLosesItUnlessItLeads() {
        ServerView leader = new ServerView(
                "a", "a", "a:8300", "1.9.0", SerfStatus.ALIVE, true, true, true, new ServerStats("0", 3, 1));
        ServerView other = new ServerView(
                "b", "b", "b:8300", "1.9.0", SerfStatus.ALIVE, false, true, true, new ServerStats("0", 3, 1));

        assertThat(Decisions.demotion(List.of(leader))).isNull();
        assertThat(Decisions.demotion(List.of(leader, other))).isEqualTo("b");
    }
}
