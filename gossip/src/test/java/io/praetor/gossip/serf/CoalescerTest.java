package io.praetor.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.gossip.ManualLoop;
import io.praetor.gossip.memberlist.Node.Versions;
import io.praetor.gossip.serf.Member.Status;
import io.praetor.gossip.serf.SerfEvent.Kind;
import io.praetor.gossip.serf.SerfEvent.Members;
import io.praetor.gossip.serf.SerfEvent.User;
import io.praetor.model.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoalescerTest {

    private final ManualLoop loop = new ManualLoop();
    private final List<SerfEvent> heard = new ArrayList<>();
    private final Coalescer coalescer = new Coalescer(loop, Duration.ofSeconds(3), Duration.ofSeconds(1), heard::add);

    @Test
    void theLastNewsOfEachMemberCount() {
        coalescer.accept(news(Kind.JOIN, "a"));
        coalescer.accept(news(Kind.FAILED, "a"));
        coalescer.accept(news(Kind.FAILED, "b"));
        coalescer.accept(news(Kind.JOIN, "c"));
        assertThat(heard).isEmpty();

        loop.advance(Duration.ofSeconds(1));

        assertThat(heard)
                .containsExactly(
                        new Members(Kind.JOIN, List.of(member("c"))),
                        new Members(Kind.FAILED, List.of(member("a"), member("b"))));
    }

    @Test
    void whatWasDeliveredLastIsNoNews() {
        coalescer.accept(news(Kind.JOIN, "a"));
        loop.advance(Duration.ofSeconds(1));
        coalescer.accept(news(Kind.FAILED, "a"));
        coalescer.accept(news(Kind.JOIN, "a"));
        loop.advance(Duration.ofSeconds(1));

        assertThat(heard).hasSize(1);
    }

    @Test
    void changesAlwaysPass() {
        for (int i = 0; i < 2; i++) {
            coalescer.accept(news(Kind.UPDATE, "a"));
            loop.advance(Duration.ofSeconds(1));
        }

        assertThat(heard).hasSize(2);
    }

    @Test
    void newsWithoutEndAreDeliveredAfterThePeriod() {
        for (int i = 0; i < 8; i++) {
            coalescer.accept(news(Kind.JOIN, "m" + i));
            loop.advance(Duration.ofMillis(500));
        }

        assertThat(heard).hasSize(1);
    }

    @Test
    void ofUserEventsTheLatestCount() {
        coalescer.accept(new User(3, "deploy", Bytes.of("3a"), true));
        coalescer.accept(new User(3, "deploy", Bytes.of("3b"), true));
        coalescer.accept(new User(2, "deploy", Bytes.of("2"), true));
        coalescer.accept(new User(1, "restart", Bytes.EMPTY, true));
        coalescer.accept(new User(9, "now", Bytes.EMPTY, false));

        loop.advance(Duration.ofSeconds(1));

        assertThat(heard)
                .containsExactly(
                        new User(9, "now", Bytes.EMPTY, false),
                        new User(3, "deploy", Bytes.of("3a"), true),
                        new User(3, "deploy", Bytes.of("3b"), true),
                        new User(1, "restart", Bytes.EMPTY, true));
    }

    private static Members news(Kind kind, String name) {
        return new Members(kind, List.of(member(name)));
    }

    private static Member member(String name) {
        return new Member(name, FakeNetwork.endpoint(1), Map.of(), Status.ALIVE, new Versions(1, 5, 2, 2, 5, 5));
    }
}
