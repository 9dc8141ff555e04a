package io.praetor.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.gossip.memberlist.Node.State;
import io.praetor.gossip.serf.FakeNetwork.Fake;
import io.praetor.gossip.serf.Member.Status;
import io.praetor.gossip.serf.SerfEvent.Kind;
import io.praetor.model.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerfPoolTest {

    private static final SerfConfig CONFIG = SerfConfig.serf(Map.of("role", "web"));
    private static final Duration SOON = Duration.ofSeconds(10);

    private final FakeNetwork network = new FakeNetwork(1);

    @Test
    void knowsItselfBeforeItRuns() {
        Fake alone = network.start("alone", 1, CONFIG);

        assertThat(alone.serf().local().name()).isEqualTo("alone");
        assertThat(alone.serf().local().tags()).isEqualTo(Map.of("role", "web"));
        assertThat(alone.serf().local().versions().delegateCurrent()).isEqualTo(5);
        assertThat(alone.serf().members()).containsExactly(alone.serf().local());
    }

    @Test
    void showsTheFiguresOfTheOriginal() {
        Fake alone = network.start("alone", 1, CONFIG);

        assertThat(alone.serf().stats())
                .isEqualTo(Map.ofEntries(
                        Map.entry("coordinate_resets", "0"),
                        Map.entry("encrypted", "false"),
                        Map.entry("event_queue", "0"),
                        Map.entry("event_time", "1"),
                        Map.entry("failed", "0"),
                        Map.entry("health_score", "0"),
                        Map.entry("intent_queue", "0"),
                        Map.entry("left", "0"),
                        Map.entry("member_time", "1"),
                        Map.entry("members", "1"),
                        Map.entry("query_queue", "0"),
                        Map.entry("query_time", "1")));
    }

    @Test
    void announcesItselfWhenItJoined() {
        Fake first = network.start("first", 1, CONFIG);
        Fake second = network.start("second", 2, CONFIG);

        CompletableFuture<Integer> joined = second.serf().join(List.of(first.endpoint.toString()), true);
        network.loop.advance(SOON);

        assertThat(joined).isCompletedWithValue(1);
        assertThat(first.statusOf("second")).isEqualTo(Status.ALIVE);
        assertThat(kinds(first)).containsExactly(Kind.JOIN, Kind.JOIN);
        assertThat(first.serf().stats()).containsEntry("member_time", "2");
    }

    @Test
    void saysWhenNobodyCanBeReached() {
        Fake alone = network.start("alone", 1, CONFIG);

        CompletableFuture<Integer> joined = alone.serf().join(List.of("10.0.0.99:7946"), true);
        network.loop.settle();

        assertThatThrownBy(joined::join).hasMessageContaining("nobody at [10.0.0.99:7946]");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 20, 60})
    void deliversEventsOnceInSpiteOfLossAndDuplication(int members) {
        List<Fake> all = network.pool(members, CONFIG);
        network.loss = 0.2;
        network.duplication = 0.3;

        for (int i = 0; i < 10; i++) {
            var _ = all.get(i % members).serf().userEvent("event" + i, new byte[] {1, 2}, false);
            network.loop.advance(Duration.ofMillis(300));
        }
        network.loop.advance(SOON);
        // push/pull brings what gossip missed
        for (Fake one : all) {
            one.exchange(all.get(0), false);
        }
        for (Fake one : all) {
            one.exchange(all.get(0), false);
        }
        network.loop.advance(SOON);

        for (Fake one : all) {
            assertThat(one.userEvents())
                    .containsExactlyInAnyOrder(
                            "event0", "event1", "event2", "event3", "event4", "event5", "event6", "event7", "event8",
                            "event9");
        }
    }

    @Test
    void doesNotDeliverEventsFromBeforeAJoinThatIgnoresThem() {
        List<Fake> all = network.pool(2, CONFIG);
        var _ = all.get(0).serf().userEvent("old", new byte[0], false);
        network.loop.advance(SOON);

        Fake ignoring = network.start("ignoring", 7, CONFIG);
        var _ = ignoring.serf().join(List.of("10.0.0.1:7946"), true);
        Fake curious = network.start("curious", 8, CONFIG);
        var _ = curious.serf().join(List.of("10.0.0.1:7946"), false);
        network.loop.settle();

        assertThat(ignoring.userEvents()).isEmpty();
        assertThat(curious.userEvents()).containsExactly("old");
    }

    @Test
    void refusesEventsThatAreTooLong() {
        Fake alone = network.start("alone", 1, CONFIG);

        var tooLong = alone.serf().userEvent("name", new byte[509], false);
        var tooLongEncoded = alone.serf().userEvent("name", new byte[500], false);
        network.loop.settle();

        assertThatThrownBy(tooLong::join)
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("user event exceeds configured limit of 512 bytes before encoding");
        assertThatThrownBy(tooLongEncoded::join)
                .hasMessageContaining("encoded user event exceeds configured limit of 512 bytes after encoding");
    }

    @Test
    void aMemberThatLeavesIsKnownAsLeftEverywhere() {
        List<Fake> all = network.pool(5, CONFIG);

        CompletableFuture<Void> left = all.get(4).serf().leave();
        network.loop.advance(SOON);

        assertThat(left).isCompleted();
        for (Fake one : all) {
            assertThat(one.statusOf("m5")).isEqualTo(Status.LEFT);
        }
        assertThat(kinds(all.get(0))).containsExactly(Kind.LEAVE);
        assertThat(all.get(0).serf().stats()).containsEntry("left", "1").containsEntry("failed", "0");
    }

    @Test
    void aMemberThatNobodyHearsLeavesAllTheSame() {
        List<Fake> all = network.pool(3, CONFIG);
        all.get(1).closed = true;
        all.get(2).closed = true;

        CompletableFuture<Void> left = all.get(0).serf().leave();
        network.loop.advance(Duration.ofSeconds(5));
        assertThat(left).isNotDone();
        network.loop.advance(Duration.ofSeconds(2));

        assertThat(left).isCompleted();
    }

    @Test
    void aMemberThatGoesWithoutAWordFailed() {
        List<Fake> all = network.pool(3, CONFIG);

        network.die(all.get(2));

        assertThat(all.get(0).statusOf("m3")).isEqualTo(Status.FAILED);
        assertThat(kinds(all.get(0))).containsExactly(Kind.FAILED);
    }

    @Test
    void aFailedMemberCanBeDeclaredLeft() {
        List<Fake> all = network.pool(4, CONFIG);
        network.die(all.get(3));

        CompletableFuture<Void> forced = all.get(0).serf().forceLeave("m4", false);
        network.loop.advance(SOON);

        assertThat(forced).isCompleted();
        for (Fake one : all.subList(0, 3)) {
            assertThat(one.statusOf("m4")).isEqualTo(Status.LEFT);
            assertThat(kinds(one)).containsExactly(Kind.FAILED, Kind.LEAVE);
        }
    }

    @Test
    void aPrunedMemberIsForgotten() {
        List<Fake> all = network.pool(4, CONFIG);
        network.die(all.get(3));

        var _ = all.get(0).serf().forceLeave("m4", true);
        network.loop.advance(SOON);

        for (Fake one : all.subList(0, 3)) {
            assertThat(one.statusOf("m4")).isNull();
            assertThat(kinds(one)).containsExactly(Kind.FAILED, Kind.LEAVE, Kind.REAP);
        }
    }

    @Test
    void aLivingMemberRefutesThatItLeft() {
        List<Fake> all = network.pool(3, CONFIG);

        var _ = all.get(0).serf().forceLeave("m3", false);
        network.loop.advance(SOON);

        for (Fake one : all) {
            assertThat(one.statusOf("m3")).isEqualTo(Status.ALIVE);
        }
    }

    @Test
    void aFailedMemberIsTriedAgainUntilItComesBack() {
        List<Fake> all = network.pool(2, CONFIG);
        Fake gone = all.get(1);
        network.die(gone);
        gone.closed = false;

        boolean back =
                network.loop.until(Duration.ofMinutes(2), () -> all.get(0).statusOf("m2") == Status.ALIVE);

        assertThat(back).isTrue();
        assertThat(kinds(all.get(0))).containsExactly(Kind.FAILED, Kind.JOIN);
    }

    @Test
    void aFailedMemberIsForgottenAfterItsTime() {
        List<Fake> all = network.pool(2, CONFIG.with(c -> c.reconnectTimeout(Duration.ofHours(1))));
        network.die(all.get(1));

        network.loop.advance(Duration.ofMinutes(59));
        assertThat(all.get(0).statusOf("m2")).isEqualTo(Status.FAILED);
        network.loop.advance(Duration.ofMinutes(2));

        assertThat(all.get(0).statusOf("m2")).isNull();
        assertThat(kinds(all.get(0))).containsExactly(Kind.FAILED, Kind.REAP);
    }

    @Test
    void aMemberMaySayHowLongItIsRemembered() {
        SerfConfig consul = SerfConfig.consul(Map.of("rc_tm", "10m"));
        List<Fake> all = network.pool(2, consul);
        network.die(all.get(1));

        network.loop.advance(Duration.ofMinutes(11));

        assertThat(all.get(0).statusOf("m2")).isNull();
    }

    @Test
    void aMemberThatLeftIsForgottenAfterItsTime() {
        List<Fake> all = network.pool(2, CONFIG.with(c -> c.tombstoneTimeout(Duration.ofHours(1))));
        var _ = all.get(1).serf().leave();
        network.loop.advance(Duration.ofMinutes(59));
        assertThat(all.get(0).statusOf("m2")).isEqualTo(Status.LEFT);

        network.loop.advance(Duration.ofMinutes(2));

        assertThat(all.get(0).statusOf("m2")).isNull();
    }

    @Test
    void newsOfAMemberMayComeBeforeIt() {
        List<Fake> all = network.pool(2, CONFIG);
        Fake late = network.start("late", 9, CONFIG);
        all.get(0).delegate().message(SerfMessages.encode(new SerfMessage.Leave(40, "late", false)));

        all.get(0).sees(late);
        assertThat(all.get(0).statusOf("late")).isEqualTo(Status.LEAVING);
        all.get(0).misses(late, State.DEAD);

        assertThat(all.get(0).statusOf("late")).isEqualTo(Status.LEFT);
    }

    @Test
    void tagsReachEverybody() {
        List<Fake> all = network.pool(3, CONFIG);

        var _ = all.get(1).serf().setTags(Map.of("role", "db"));
        network.loop.settle();

        assertThat(all.get(1).serf().local().tags()).isEqualTo(Map.of("role", "db"));
        assertThat(all.get(0).serf().members().get(1).tags()).isEqualTo(Map.of("role", "db"));
        assertThat(kinds(all.get(0))).containsExactly(Kind.UPDATE);
    }

    @Test
    void tagsThatAreTooLongAreRefused() {
        Fake alone = network.start("alone", 1, CONFIG);

        var refused = alone.serf().setTags(Map.of("a", "x".repeat(600)));
        network.loop.settle();

        assertThatThrownBy(refused::join).hasMessageContaining("Encoded length of tags exceeds limit of 512 bytes");
        assertThat(alone.serf().local().tags()).isEqualTo(Map.of("role", "web"));
    }

    @Test
    void aCheckDecidesWhoMayJoin() {
        MergeCheck onlyWeb =
                others -> others.stream().allMatch(m -> "web".equals(m.tags().get("role"))) ? null : "not of the web";
        Fake picky = network.start("picky", 1, CONFIG.with(c -> c.mergeCheck(onlyWeb)));
        Fake other = network.start("other", 2, SerfConfig.serf(Map.of("role", "db")));

        assertThat(picky.delegate().refuseMerge(List.of(other.local()))).isEqualTo("not of the web");
        assertThat(picky.delegate().refuseAlive(picky.local())).isNull();
    }

    @Test
    void closingStopsEverything() {
        List<Fake> all = network.pool(2, CONFIG);

        all.get(0).serf().close();
        all.get(0).serf().close();
        network.loop.settle();
        var late = all.get(0).serf().userEvent("late", new byte[0], false);
        network.loop.settle();

        assertThat(all.get(0).closed).isTrue();
        assertThatThrownBy(late::join).hasMessageContaining("the pool is shut down");
    }

    @Test
    void theMinorityGivesWayWhenANameIsClaimed() {
        List<Fake> all = network.pool(4, CONFIG);
        Fake impostor = network.start("m4", 44, CONFIG);
        all.subList(0, 3).forEach(one -> impostor.sees(one));

        impostor.delegate().conflict(impostor.local(), all.get(3).endpoint);
        all.get(3).delegate().conflict(all.get(3).local(), impostor.endpoint);
        network.loop.advance(SOON);

        assertThat(impostor.lost).isTrue();
        assertThat(impostor.closed).isTrue();
        assertThat(all.get(3).lost).isFalse();
        assertThat(all.get(3).closed).isFalse();
    }

    @Test
    void aServerDoesNotGiveWay() {
        SerfConfig server = SerfConfig.consul(Map.of()).with(c -> c.nameConflictResolution(false));
        Fake alone = network.start("s1", 1, server);

        alone.delegate().conflict(alone.local(), FakeNetwork.endpoint(9));
        network.loop.advance(SOON);

        assertThat(alone.lost).isFalse();
    }

    @Test
    void queuesArePrunedWhenTheyAreTooLong() {
        Fake alone = network.start("alone", 1, CONFIG.with(c -> c.maxQueueDepth(10)));
        for (int i = 0; i < 50; i++) {
            var _ = alone.serf().userEvent("event" + i, new byte[0], false);
        }
        network.loop.settle();
        assertThat(alone.serf().stats()).containsEntry("event_queue", "50");

        network.loop.advance(Duration.ofSeconds(31));

        assertThat(alone.serf().stats()).containsEntry("event_queue", "10");
    }

    @Test
    void diesOfNoMessage() {
        List<Fake> all = network.pool(3, CONFIG);
        List<SerfVectors.Recorded> recorded = SerfVectors.all();

        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = recorded.get(network.random.nextInt(recorded.size()))
                    .bytes()
                    .clone();
            for (int flips = network.random.nextInt(4); flips > 0; flips--) {
                bytes[network.random.nextInt(bytes.length)] = (byte) network.random.nextInt();
            }
            if (bytes[0] == 2) {
                all.get(0).delegate().merge(bytes, true);
            } else {
                all.get(0).delegate().message(bytes);
            }
            all.get(0).delegate().pinged(all.get(1).local(), Duration.ofMillis(1), bytes);
        }
        network.loop.advance(SOON);
        var _ = all.get(1).serf().userEvent("still there", new byte[0], false);
        network.loop.advance(SOON);

        assertThat(all.get(2).userEvents()).contains("still there");
    }

    @Test
    void newsOfNobodyCostLittleMemory() {
        RecentIntents intents = new RecentIntents();

        for (int i = 0; i < 2 * RecentIntents.MOST; i++) {
            intents.add("nobody" + i, true, 1, i);
        }

        assertThat(intents.size()).isEqualTo(RecentIntents.MOST);
        assertThat(intents.get("nobody" + (2 * RecentIntents.MOST - 1))).isNotNull();
    }

    @Test
    void membersAreASnapshot() {
        List<Fake> all = network.pool(3, CONFIG);
        List<Member> before = all.get(0).serf().members();

        network.die(all.get(2));

        assertThat(before).extracting(Member::status).containsOnly(Status.ALIVE);
        assertThat(all.get(0).serf().members()).extracting(Member::status).contains(Status.FAILED);
        assertThat(all.get(0).serf().members()).isSameAs(all.get(0).serf().members());
    }

    @Test
    void aListenerThatFailsDoesNotKeepNewsFromOthers() {
        Fake alone = network.start("alone", 1, CONFIG);
        List<SerfEvent> heard = new ArrayList<>();
        alone.serf().listen(_ -> {
            throw new IllegalStateException("on purpose");
        });
        alone.serf().listen(heard::add);

        var _ = alone.serf().userEvent("event", new byte[] {7}, true);
        network.loop.settle();

        assertThat(heard).containsExactly(new SerfEvent.User(1, "event", Bytes.of(new byte[] {7}), true));
    }

    /// A server that looked for others at the wrong moment never knew the leader: what the loop did before it came to
    /// those who had begun to listen was neither seen nor heard.
    @Test
    void whoeverListensHearsWhatTheLoopIsAboutToDo() {
        Fake alone = network.start("alone", 1, CONFIG);
        network.loop.settle();
        List<SerfEvent> heard = new ArrayList<>();

        var _ = alone.serf().userEvent("event", new byte[0], false);
        alone.serf().listen(heard::add);
        network.loop.settle();

        assertThat(heard).hasSize(1);
    }

    static List<Kind> kinds(Fake fake) {
        return fake.heard.stream()
                .filter(e -> e instanceof SerfEvent.Members)
                .map(e -> ((SerfEvent.Members) e).kind())
                .toList();
    }

    static Set<String> names(List<Member> members) {
        return members.stream().map(Member::name).collect(Collectors.toSet());
    }
}
