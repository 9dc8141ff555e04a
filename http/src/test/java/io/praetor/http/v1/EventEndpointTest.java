package io.praetor.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.http.AgentEvents;
import io.praetor.http.route.BodyRule;
import io.praetor.http.route.Route;
import io.praetor.model.Bytes;
import io.praetor.model.event.UserEvent;
import io.praetor.server.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// `http-api.md` §12.
class EventEndpointTest {
    private final List<String> asked = new ArrayList<>();
    private final AgentEvents events = new AgentEvents() {
        @Override
        public UserEvent fire(@Nullable String datacenter, UserEvent wanted, String token) {
            asked.add(datacenter + " " + wanted);
            return wanted.withId("id");
        }

        @Override
        public Cancellable list(String name, long index, Duration longest, Consumer<Listing> done) {
            asked.add(name + " " + Long.toUnsignedString(index) + " " + longest);
            done.accept(new Listing(-1, List.of(new UserEvent("i", "e", null, "", "", "", 1, 4))));
            return Cancellable.NONE;
        }
    };
    private final EventEndpoint endpoint = new EventEndpoint(
            new Reads(new AskedQueries(List.of()), ApiSettings.of("dc1", "n")),
            events,
            new Gate(ApiSettings.of("dc1", "n")));
    private final Route fire =
            Route.at("/v1/event/fire/").put(new BodyRule.Buffered(Route.JSON_LIMIT, ""), endpoint::fire);
    private final Route list = Route.at("/v1/event/list").get(endpoint::list);

    @Test
    void firesWithFiltersAndAnyBytes() {
        assertThat(Replies.show(fire, "PUT", "/v1/event/fire/a/b?node=n&service=s&tag=t&dc=dc2", "{x"))
                .isEqualTo("200 {\"ID\":\"id\",\"Name\":\"a/b\",\"Payload\":\"e3g=\",\"NodeFilter\":\"n\","
                        + "\"ServiceFilter\":\"s\",\"TagFilter\":\"t\",\"Version\":1,\"LTime\":0}");
        assertThat(asked).containsExactly("dc2 " + new UserEvent("", "a/b", Bytes.of("{x"), "n", "s", "t", 1, 0));
    }

    @Test
    void hasNoPayloadWithoutABody() {
        assertThat(Replies.show(fire, "PUT", "/v1/event/fire/e", "")).contains("\"Payload\":null");
        assertThat(Replies.show(fire, "PUT", "/v1/event/fire/", "")).isEqualTo("400 Missing name");
    }

    @Test
    void mindsOnlyWhatAWaitNeeds() {
        assertThat(Replies.show(list, "GET", "/v1/event/list?stale&consistent&max_stale=x", ""))
                .startsWith("200 ");
        assertThat(Replies.show(list, "GET", "/v1/event/list?wait=x&index=y", ""))
                .isEqualTo("400 Invalid wait time");
        assertThat(Replies.show(list, "GET", "/v1/event/list?index=y", "")).isEqualTo("400 Invalid index");
    }

    @Test
    void listsWithAnIndexThatMayBeAnyNumber() {
        assertThat(Replies.ask(list, "GET", "/v1/event/list?name=e&index=18446744073709551615&wait=5s", "")
                        .extra())
                .singleElement()
                .satisfies(field -> assertThat(field.name() + "=" + field.value())
                        .isEqualTo("X-Consul-Index=18446744073709551615"));
        assertThat(asked).containsExactly("e 18446744073709551615 PT5S");
        assertThat(Replies.show(list, "GET", "/v1/event/list", ""))
                .isEqualTo("200 [{\"ID\":\"i\",\"Name\":\"e\",\"Payload\":null,\"NodeFilter\":\"\","
                        + "\"ServiceFilter\":\"\",\"TagFilter\":\"\",\"Version\":1,\"LTime\":4}]");
    }
}
