package io.praetor.agent.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.http.AgentEvents;
import io.praetor.model.Bytes;
import io.praetor.model.event.UserEvent;
import io.praetor.server.Cancellable;
import io.praetor.server.TimerWheel;
import io.praetor.server.endpoint.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `http-api.md` §12, `agent.md` §11.
class EventsTest {
    private final AtomicLong now = new AtomicLong();
    private final TimerWheel timers = new TimerWheel(now::get);
    private final LoneBroadcast broadcast = new LoneBroadcast("dc1");
    private final List<LocalNames.Service> services =
            new ArrayList<>(List.of(new LocalNames.Service("web-1", "web", List.of("v1", "blue"))));
    private final Events events = Events.over(
            broadcast,
            new LocalNames() {
                @Override
                public String node() {
                    return "node-1";
                }

                @Override
                public List<Service> services() {
                    return services;
                }
            },
            timers,
            new Ids(new Random(1))::next);
    private final List<AgentEvents.Listing> answers = new ArrayList<>();

    private static UserEvent event(String name, @Nullable String payload, String node, String service, String tag) {
        return new UserEvent("", name, payload == null ? null : Bytes.of(payload), node, service, tag, 1, 0);
    }

    private UserEvent fire(String name) {
        return events.fire(null, event(name, null, "", "", ""), "");
    }

    private AgentEvents.Listing list(String name) {
        List<AgentEvents.Listing> found = new ArrayList<>();
        events.list(name, 0, Duration.ZERO, found::add);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private Cancellable park(String name, long index, Duration wait) {
        return events.list(name, index, wait, answers::add);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
        timers.advance();
    }

    private static long index(UserEvent event) {
        UUID id = UUID.fromString(event.id());
        return id.getMostSignificantBits() ^ id.getLeastSignificantBits();
    }

    @Test
    void keepsWhatItWasTold() {
        UserEvent first = events.fire("dc1", event("deploy", "42", "", "", ""), "");
        UserEvent second = fire("other");

        assertThat(first.lTime()).isZero();
        assertThat(list("")).isEqualTo(new AgentEvents.Listing(index(second), List.of(first.at(2), second.at(3))));
        assertThat(list("deploy")).isEqualTo(new AgentEvents.Listing(index(first), List.of(first.at(2))));
        assertThat(list("none")).isEqualTo(new AgentEvents.Listing(1, List.of()));
    }

    @Test
    void remembersTheLastTwoHundredAndFiftySix() {
        for (int i = 0; i < 300; i++) {
            fire("e" + i);
        }

        List<UserEvent> kept = list("").events();

        assertThat(kept).hasSize(256);
        assertThat(kept.getFirst().name()).isEqualTo("e44");
        assertThat(kept.getLast().name()).isEqualTo("e299");
    }

    @ParameterizedTest
    @CsvSource({
        "node, , , true",
        "^other, , , false",
        ", web, , true",
        ", ^web-1$, , true",
        ", db, , false",
        ", web, v, true",
        ", web, red, false",
        "other, web, v1, false",
    })
    void keepsOnlyWhatIsMeantForIt(
            @Nullable String node, @Nullable String service, @Nullable String tag, boolean meant) {
        events.fire(
                null,
                event("e", null, node == null ? "" : node, service == null ? "" : service, tag == null ? "" : tag),
                "");

        assertThat(list("").events()).hasSize(meant ? 1 : 0);
    }

    @Test
    void wantsServiceAndTagOfOneInstance() {
        services.add(new LocalNames.Service("db", "db", List.of("v2")));

        events.fire(null, event("e", null, "", "web", "v2"), "");

        assertThat(list("").events()).isEmpty();
    }

    @Test
    void refusesWhatMakesNoSense() {
        refuses(event("", null, "", "", ""), "User event missing name");
        refuses(event("e", null, "", "", "x"), "Cannot provide tag filter without service filter");
        refuses(event("e", null, "[", "", ""), "Invalid node filter: error parsing regexp: missing closing ]: `[`");
        refuses(event("e", null, "", "[", ""), "Invalid service filter: error parsing regexp: missing closing ]: `[`");
        refuses(event("e", null, "", "x", "["), "Invalid tag filter: error parsing regexp: missing closing ]: `[`");
        assertThatThrownBy(() -> events.fire("dc2", event("e", null, "", "", ""), ""))
                .hasMessage("No path to datacenter");
        assertThat(list("").events()).isEmpty();
    }

    private void refuses(UserEvent event, String text) {
        assertThatThrownBy(() -> events.fire(null, event, "")).hasMessage(text);
    }

    @Test
    void refusesWhatNoMessageCarries() {
        String before = "user event exceeds configured limit of 512 bytes before encoding";
        refuses(event("e", "x".repeat(1 << 20), "", "", ""), before);
        refuses(event("e", "x".repeat(500), "", "", ""), before);
        refuses(
                event("e", "x".repeat(430), "", "", ""),
                "encoded user event exceeds configured limit of 512 bytes after encoding");

        events.fire(null, event("e", "x".repeat(400), "", "", ""), "");

        assertThat(list("").events()).hasSize(1);
    }

    @Test
    void waitsWhileTheNewestEventIsTheSame() {
        UserEvent first = fire("deploy");
        park("deploy", index(first), Duration.ofSeconds(20));
        fire("other");
        assertThat(answers).isEmpty();

        UserEvent second = fire("deploy");

        assertThat(answers).singleElement().satisfies(answer -> {
            assertThat(answer.index()).isEqualTo(index(second));
            assertThat(answer.events()).extracting(UserEvent::name).containsExactly("deploy", "deploy");
        });
        assertThat(events.waiting()).isZero();
        assertThat(timers.size()).isZero();
    }

    @Test
    void doesNotWaitForAnotherIndexThanItsOwn() {
        fire("deploy");

        park("deploy", 12345, Duration.ofSeconds(20));

        assertThat(answers).hasSize(1);
    }

    @Test
    void answersAsItIsWhenTheTimeIsOver() {
        park("", 1, Duration.ofSeconds(20));
        park("", 1, Duration.ZERO);
        park("", 1, Duration.ofHours(1));

        pass(Duration.ofSeconds(21));
        assertThat(answers).containsExactly(new AgentEvents.Listing(1, List.of()));
        pass(Duration.ofMinutes(9));
        assertThat(answers).hasSize(1);
        pass(Duration.ofMinutes(1));
        assertThat(answers).hasSize(3);
    }

    @Test
    void forgetsReadersThatWentAway() {
        Cancellable reader = park("", 1, Duration.ofSeconds(20));

        reader.cancel();
        fire("e");
        pass(Duration.ofSeconds(30));

        assertThat(answers).isEmpty();
        assertThat(timers.size()).isZero();
    }

    @Test
    void givesRemoteExecutionToItsListenerAlone() {
        List<UserEvent> heard = new ArrayList<>();
        events.listen("_rexec", heard::add);
        events.listen("deploy", heard::add);

        fire("_rexec");
        fire("deploy");

        assertThat(heard).extracting(UserEvent::name).containsExactly("_rexec", "deploy");
        assertThat(list("").events()).extracting(UserEvent::name).containsExactly("deploy");
    }
}
