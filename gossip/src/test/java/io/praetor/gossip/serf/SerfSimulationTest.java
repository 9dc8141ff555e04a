package io.praetor.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.gossip.memberlist.Keyring;
import io.praetor.gossip.serf.Member.Status;
import io.praetor.gossip.serf.SerfEvent.Kind;
import io.praetor.gossip.serf.SerfWorld.Agent;
import io.praetor.gossip.sim.LinkFaults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The layer above membership with the real protocol below it, over a network that loses, doubles and delays.
class SerfSimulationTest {

    private static final SerfConfig CONFIG = SerfConfig.serf(Map.of("role", "web"));
    private static final LinkFaults BAD = new LinkFaults(0.1, 0.1, Duration.ofMillis(1), Duration.ofMillis(50));

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"3, 1", "20, 2", "100, 3"})
    void eventsAreDeliveredOnceThroughABadNetwork(int members, long seed) {
        SerfWorld pool = new SerfWorld(seed);
        pool.addAll(members, CONFIG);
        pool.world.network().faults(BAD);
        List<String> told = new ArrayList<>();

        for (int i = 0; i < 10; i++) {
            told.add("event" + i);
            var _ = pool.agents.get(i * 17 % members).serf.userEvent("event" + i, new byte[] {(byte) i}, false);
            pool.run(Duration.ofMillis(300));
        }
        pool.until(
                Duration.ofMinutes(2),
                () -> pool.agents.stream().allMatch(a -> a.userEvents().size() >= told.size()));
        pool.run(Duration.ofSeconds(35)); // push/pull repeats everything

        for (Agent agent : pool.agents) {
            assertThat(agent.userEvents()).as(agent.name).containsExactlyInAnyOrderElementsOf(told);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 40})
    void questionsCollectTheAnswersOfEverybody(int members) {
        SerfWorld pool = new SerfWorld(4);
        pool.addAll(members, CONFIG);

        QueryResult result = pool.await(pool.agents
                .get(1)
                .serf
                .query("who", new byte[0], new QueryParameters(List.of(), Map.of(), true, 0, null)));

        assertThat(result.responses()).hasSize(members);
        assertThat(result.acknowledged()).hasSize(members);
    }

    @Test
    void relaysBringAnswersThroughABadNetwork() {
        SerfWorld pool = new SerfWorld(5);
        pool.addAll(30, CONFIG);
        pool.world.network().faults(BAD);

        QueryResult result = pool.await(pool.agents
                .get(1)
                .serf
                .query("who", new byte[0], new QueryParameters(List.of(), Map.of(), false, 3, Duration.ofSeconds(20))));

        assertThat(result.responses()).hasSizeGreaterThanOrEqualTo(29);
    }

    @Test
    void whoeverLeavesHasLeftForEverybody() {
        SerfWorld pool = new SerfWorld(6);
        pool.addAll(20, CONFIG);
        pool.world.network().faults(BAD);
        Agent leaver = pool.agents.get(7);

        pool.await(leaver.serf.leave());
        leaver.serf.close();
        leaver.host.kill();
        boolean known = pool.until(Duration.ofSeconds(30), () -> pool.everybodyThinks(leaver, Status.LEFT));
        pool.run(Duration.ofMinutes(2));

        assertThat(known).isTrue();
        assertThat(pool.everybodyThinks(leaver, Status.LEFT)).isTrue();
        assertThat(SerfSimulationTest.kinds(pool.agents.get(0), leaver)).containsExactly(Kind.LEAVE);
    }

    @Test
    void theTwoSidesOfALongPartitionFindEachOtherAgain() {
        SerfWorld pool = new SerfWorld(8);
        pool.addAll(10, CONFIG);
        Agent cutOff = pool.agents.get(9);

        pool.world.network().partition(host -> host == cutOff.host);
        assertThat(pool.until(Duration.ofMinutes(2), () -> pool.everybodyThinks(cutOff, Status.FAILED)))
                .isTrue();
        pool.run(Duration.ofMinutes(2)); // the layer below has forgotten them by now
        pool.world.network().heal();
        boolean back = pool.until(
                Duration.ofMinutes(10),
                () -> pool.everybodyThinks(cutOff, Status.ALIVE)
                        && cutOff.serf.members().stream().allMatch(m -> m.status() == Status.ALIVE));

        assertThat(back).isTrue();
        assertThat(kinds(pool.agents.get(0), cutOff)).containsExactly(Kind.FAILED, Kind.JOIN);
    }

    @Test
    void aFailedMemberIsDeclaredLeftOrForgottenEverywhere() {
        SerfWorld pool = new SerfWorld(9);
        pool.addAll(12, CONFIG);
        Agent dead = pool.agents.get(3);
        Agent deader = pool.agents.get(4);
        dead.host.kill();
        deader.host.kill();
        pool.until(
                Duration.ofMinutes(2),
                () -> pool.everybodyThinks(dead, Status.FAILED) && pool.everybodyThinks(deader, Status.FAILED));

        pool.await(pool.agents.get(0).serf.forceLeave("m3", false));
        pool.await(pool.agents.get(0).serf.forceLeave("m4", true));
        pool.run(Duration.ofMinutes(3)); // nor does an exchange of states bring it back

        assertThat(pool.everybodyThinks(dead, Status.LEFT)).isTrue();
        assertThat(pool.everybodyThinks(deader, null)).isTrue();
    }

    @Test
    void keysAreRotatedWithoutLosingAnybody() {
        byte[] old = new byte[32];
        byte[] next = new byte[16];
        Arrays.fill(next, (byte) 7);
        String text = Base64.getEncoder().encodeToString(next);
        SerfWorld pool = new SerfWorld(10);
        pool.addAll(15, CONFIG, new Keyring(List.of(old)));
        KeyManager keys = pool.agents.get(2).serf.keys();

        assertThat(pool.await(keys.install(text, 0)).error()).isEmpty();
        assertThat(pool.await(keys.use(text, 0)).error()).isEmpty();
        assertThat(pool.await(keys.remove(Base64.getEncoder().encodeToString(old), 0))
                        .error())
                .isEmpty();
        KeyManager.Outcome listed = pool.await(keys.list(0));
        pool.run(Duration.ofMinutes(1));

        assertThat(listed.keys()).isEqualTo(Map.of(text, 15));
        assertThat(pool.agents).allMatch(agent -> Arrays.equals(agent.keyring.primary(), next));
        assertThat(pool.agents).allMatch(agent -> agent.heard.isEmpty());
    }

    @Test
    void aRestartedMemberFindsItsPoolFromItsSnapshot() {
        SerfWorld pool = new SerfWorld(11);
        pool.addAll(5, CONFIG);
        SerfConfig keeps = CONFIG.with(c -> c.snapshotPath(folder.resolve("local.snapshot")));
        Agent keeper = pool.add("keeper", keeps);
        pool.await(keeper.join(pool.agents.get(0)));
        var _ = pool.agents.get(0).serf.userEvent("before", new byte[0], false);
        pool.run(Duration.ofSeconds(20));
        keeper.host.kill();
        pool.run(Duration.ofSeconds(60));

        Agent again = pool.again(keeper, keeps);
        boolean back = pool.until(Duration.ofSeconds(60), () -> pool.everybodyThinks(again, Status.ALIVE));
        pool.run(Duration.ofMinutes(1));

        assertThat(back).isTrue();
        assertThat(again.serf.members()).hasSize(6);
        assertThat(keeper.userEvents()).containsExactly("before");
        assertThat(again.userEvents()).isEmpty();
    }

    @Test
    void aMemberThatLeftAndComesBackIsAliveForEverybody() {
        SerfWorld pool = new SerfWorld(12);
        pool.addAll(8, CONFIG);
        Agent traveller = pool.agents.get(5);
        pool.await(traveller.serf.leave());
        traveller.serf.close();
        pool.run(Duration.ofSeconds(1));
        traveller.host.kill();
        pool.run(Duration.ofMinutes(1));

        Agent again = pool.again(traveller, CONFIG);
        pool.await(again.join(pool.agents.get(0)));
        boolean back = pool.until(Duration.ofMinutes(1), () -> pool.everybodyThinks(again, Status.ALIVE));
        pool.run(Duration.ofMinutes(3));

        assertThat(back).isTrue();
        assertThat(pool.everybodyThinks(again, Status.ALIVE)).isTrue();
    }

    @Test
    void ofTwoWithOneNameTheLaterGoes() {
        SerfWorld pool = new SerfWorld(13);
        pool.addAll(6, CONFIG);
        Agent first = pool.agents.get(5);

        Agent second = pool.add("m5", CONFIG);
        var _ = second.join(pool.agents.get(0));
        boolean gone = pool.until(Duration.ofMinutes(2), () -> second.lost);
        pool.run(Duration.ofMinutes(1));

        assertThat(gone).isTrue();
        assertThat(first.lost).isFalse();
        assertThat(pool.everybodyThinks(first, Status.ALIVE)).isTrue();
    }

    @Test
    void whoMayNotJoinIsNotTaken() {
        MergeCheck onlyWeb =
                others -> others.stream().allMatch(m -> "web".equals(m.tags().get("role"))) ? null : "not of the web";
        SerfWorld pool = new SerfWorld(14);
        pool.addAll(4, CONFIG.with(c -> c.mergeCheck(onlyWeb)));

        Agent stranger = pool.add("stranger", SerfConfig.serf(Map.of("role", "db")));
        var _ = stranger.join(pool.agents.get(0));
        pool.run(Duration.ofMinutes(1));

        assertThat(pool.agents.subList(0, 4)).allMatch(agent -> agent.statusOf("stranger") == null);
        Agent picky = pool.add("picky", CONFIG.with(c -> c.mergeCheck(onlyWeb)));
        assertThatThrownBy(() -> pool.await(picky.join(stranger))).hasMessageContaining("not of the web");
    }

    @Test
    void membersLearnWhereTheyAre() {
        SerfWorld pool = new SerfWorld(15);
        pool.addAll(10, CONFIG);
        pool.world.network().faults(new LinkFaults(0, 0, Duration.ofMillis(10), Duration.ofMillis(1)));

        pool.run(Duration.ofMinutes(5));

        Agent one = pool.agents.get(1);
        double seconds = one.serf.coordinate().secondsTo(Objects.requireNonNull(one.serf.coordinate("m2")));
        assertThat(seconds).isBetween(0.015, 0.030);
        assertThat(one.serf.stats()).containsEntry("coordinate_resets", "0");
    }

    @Test
    void queuesAreEmptyWhenEverybodyWasTold() {
        SerfWorld pool = new SerfWorld(16);
        pool.addAll(20, CONFIG);
        var _ = pool.agents.get(3).serf.userEvent("event", new byte[0], false);

        pool.run(Duration.ofMinutes(1));

        for (Agent agent : pool.agents) {
            assertThat(agent.serf.stats())
                    .containsEntry("event_queue", "0")
                    .containsEntry("intent_queue", "0")
                    .containsEntry("query_queue", "0")
                    .containsEntry("members", "20");
        }
    }

    @Test
    void theSameSeedGivesTheSameWorld() {
        assertThat(trace(17)).isEqualTo(trace(17)).isNotEqualTo(trace(18));
    }

    private static long trace(long seed) {
        SerfWorld pool = new SerfWorld(seed);
        pool.addAll(8, CONFIG);
        pool.world.network().faults(BAD);
        var _ = pool.agents.get(3).serf.userEvent("event", new byte[0], false);
        pool.await(pool.agents
                .get(1)
                .serf
                .query("who", new byte[0], new QueryParameters(List.of(), Map.of(), true, 2, null)));
        return pool.world.traceHash();
    }

    private static List<Kind> kinds(Agent of, Agent about) {
        List<Kind> kinds = new ArrayList<>();
        for (SerfEvent event : of.heard) {
            if (event instanceof SerfEvent.Members(Kind kind, List<Member> members)) {
                members.stream().filter(m -> m.name().equals(about.name)).forEach(_ -> kinds.add(kind));
            }
        }
        return kinds;
    }
}
