package io.praetor.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.gossip.serf.FakeNetwork.Fake;
import io.praetor.gossip.serf.SerfMessage.Query;
import io.praetor.gossip.serf.SerfMessage.Relay;
import io.praetor.gossip.serf.SerfMessage.Response;
import io.praetor.model.Bytes;
import io.praetor.model.codec.DecodeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueriesTest {

    private static final SerfConfig CONFIG = SerfConfig.serf(Map.of("role", "web"));

    private final FakeNetwork network = new FakeNetwork(2);

    @ParameterizedTest
    @CsvSource({"1, 3200", "2, 3200", "9, 3200", "10, 6400", "99, 6400", "100, 9600", "5000, 12800"})
    void aQuestionHasMoreTimeInALargerPool(int alive, int millis) {
        assertThat(Queries.defaultTimeout(Duration.ofMillis(200), 16, alive)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void collectsTheAnswersOfEverybody() {
        List<Fake> all = network.pool(20, CONFIG);
        all.forEach(QueriesTest::answerWithItsName);

        CompletableFuture<QueryResult> asked =
                all.get(3).serf().query("who", new byte[0], new QueryParameters(List.of(), Map.of(), true, 0, null));
        boolean done = network.loop.until(Duration.ofSeconds(6), asked::isDone);

        assertThat(done).as("before the time is over").isTrue();
        assertThat(asked.join().responses()).hasSize(20).containsEntry("m7", Bytes.of("m7"));
        assertThat(asked.join().acknowledged()).hasSize(20);
    }

    @Test
    void relaysBringAnswersInSpiteOfLoss() {
        List<Fake> all = network.pool(20, CONFIG);
        all.forEach(QueriesTest::answerWithItsName);
        network.loss = 0.3;

        CompletableFuture<QueryResult> asked =
                all.get(0).serf().query("who", new byte[0], new QueryParameters(List.of(), Map.of(), false, 5, null));
        network.loop.advance(Duration.ofSeconds(20));

        assertThat(asked.join().responses().size()).isGreaterThanOrEqualTo(19);
    }

    @Test
    void endsWhenTheTimeIsOver() {
        List<Fake> all = network.pool(3, CONFIG);
        answerWithItsName(all.get(1));

        CompletableFuture<QueryResult> asked = all.get(0)
                .serf()
                .query("who", new byte[0], new QueryParameters(List.of(), Map.of(), false, 0, Duration.ofSeconds(2)));
        network.loop.advance(Duration.ofMillis(1999));
        assertThat(asked).isNotDone();
        network.loop.advance(Duration.ofMillis(2));

        assertThat(asked.join().responses()).isEqualTo(Map.of("m2", Bytes.of("m2")));
    }

    @Test
    void reachesOnlyThoseWhoAreMeant() {
        List<Fake> all = network.pool(4, CONFIG);
        var _ = all.get(2).serf().setTags(Map.of("role", "db"));
        network.loop.settle();
        all.forEach(QueriesTest::answerWithItsName);

        var byName = all.get(0)
                .serf()
                .query("who", new byte[0], new QueryParameters(List.of("m2", "m4"), Map.of(), false, 0, null));
        var byTag = all.get(0)
                .serf()
                .query("who", new byte[0], new QueryParameters(List.of(), Map.of("role", "^d"), true, 0, null));
        network.loop.advance(Duration.ofSeconds(4));

        assertThat(byName.join().responses()).containsOnlyKeys("m2", "m4");
        assertThat(byTag.join().responses()).containsOnlyKeys("m3");
        assertThat(byTag.join().acknowledged()).containsExactly("m3");
    }

    @Test
    void countsTheFirstAnswerOfEachMember() {
        List<Fake> all = network.pool(3, CONFIG);
        List<Query> queries = new ArrayList<>();
        CompletableFuture<QueryResult> asked = all.get(0).serf().query("who", new byte[0], QueryParameters.DEFAULT);
        network.loop.settle();
        queries.add(queryOf(all.get(0)));

        all.get(0).delegate().message(response(queries.getFirst(), "m2", "first"));
        all.get(0).delegate().message(response(queries.getFirst(), "m2", "second"));
        network.loop.advance(Duration.ofSeconds(4));
        all.get(0).delegate().message(response(queries.getFirst(), "m3", "late"));

        assertThat(asked.join().responses()).isEqualTo(Map.of("m2", Bytes.of("first")));
    }

    @Test
    void isAnsweredOnceInTimeAndBriefly() {
        List<Fake> all = network.pool(2, CONFIG);
        var _ = all.get(0).serf().query("who", new byte[0], QueryParameters.DEFAULT);
        network.loop.settle();
        SerfEvent.Query heard = (SerfEvent.Query) all.get(0).heard.getLast();

        assertThatThrownBy(() -> heard.asked().respond(new byte[1024]))
                .hasMessage("response exceeds limit of 1024 bytes");
        heard.asked().respond(new byte[] {1});
        assertThatThrownBy(() -> heard.asked().respond(new byte[] {1})).hasMessage("response already sent");
        network.loop.advance(Duration.ofSeconds(4));
        assertThatThrownBy(() -> heard.asked().respond(new byte[] {1})).hasMessage("response is past the deadline");
    }

    @Test
    void refusesAQuestionThatIsTooLongOrNotUnderstood() {
        Fake alone = network.start("alone", 1, CONFIG);

        var tooLong = alone.serf().query("who", new byte[1000], QueryParameters.DEFAULT);
        var badFilter = alone.serf()
                .query("who", new byte[0], new QueryParameters(List.of(), Map.of("a", "("), false, 0, null));
        network.loop.settle();

        assertThatThrownBy(tooLong::join).hasMessageContaining("query exceeds limit of 1024 bytes");
        assertThatThrownBy(badFilter::join).hasMessageContaining("invalid regular expression");
    }

    @Test
    void deliversAQuestionOnceHoweverOftenItIsHeard() {
        List<Fake> all = network.pool(2, CONFIG);
        Query query = query(7, 1, 0);

        for (int i = 0; i < 3; i++) {
            all.get(0).delegate().message(SerfMessages.encode(query));
        }
        all.get(0).delegate().message(SerfMessages.encode(query(7, 2, 0)));

        assertThat(all.get(0).heard).hasSize(2);
        assertThat(all.get(0).serf().stats()).containsEntry("query_queue", "2").containsEntry("query_time", "8");
    }

    @Test
    void doesNotPassOnWhatIsNotToBePassedOn() {
        Fake alone = network.start("alone", 1, CONFIG);

        alone.delegate().message(SerfMessages.encode(query(7, 1, Query.NO_BROADCAST)));

        assertThat(alone.serf().stats()).containsEntry("query_queue", "0");
    }

    @Test
    void doesNotDeliverQuestionsOfLongAgo() {
        Fake alone = network.start("alone", 1, CONFIG);
        alone.delegate().message(SerfMessages.encode(query(1000, 1, 0)));
        alone.heard.clear();

        alone.delegate().message(SerfMessages.encode(query(488, 1, 0)));
        alone.delegate().message(SerfMessages.encode(query(489, 1, 0)));

        assertThat(alone.heard).extracting(e -> ((SerfEvent.Query) e).lTime()).containsExactly(489L);
    }

    @Test
    void acknowledgesStraightAndByWayOfOthers() throws DecodeException {
        List<Fake> all = network.pool(4, CONFIG);
        Query query = new Query(
                9,
                77,
                Addresses.bytes(FakeNetwork.endpoint(50)),
                7946,
                "asker",
                null,
                Query.ACKNOWLEDGE,
                2,
                Duration.ofSeconds(3).toNanos(),
                "who",
                null);

        all.get(0).delegate().message(SerfMessages.encode(query));

        List<SerfMessage> sent = new ArrayList<>();
        for (Bytes message : all.get(0).sent) {
            sent.add(SerfMessages.decode(message.array()));
        }
        Response word = new Response(9, 77, "m1", 1, null);
        Relay relay = new Relay(FakeNetwork.endpoint(50), "asker", Bytes.of(SerfMessages.encode(word)));
        assertThat(sent).containsExactly(word, relay, relay);
    }

    @Test
    void handsOnWhatIsRelayed() {
        List<Fake> all = network.pool(2, CONFIG);
        byte[] inner = SerfMessages.encode(new Response(9, 77, "m1", 1, null));

        all.get(0)
                .delegate()
                .message(SerfMessages.encode(new Relay(FakeNetwork.endpoint(50), "asker", Bytes.of(inner))));

        assertThat(all.get(0).sent).containsExactly(Bytes.of(inner));
    }

    @Test
    void answersAPingWithAnAcknowledgementOnly() {
        List<Fake> all = network.pool(2, CONFIG);

        CompletableFuture<QueryResult> asked = all.get(0)
                .serf()
                .query("_serf_ping", new byte[0], new QueryParameters(List.of(), Map.of(), true, 0, null));
        network.loop.advance(Duration.ofSeconds(4));

        assertThat(asked.join().acknowledged()).containsExactlyInAnyOrder("m1", "m2");
        assertThat(asked.join().responses()).isEmpty();
        assertThat(all.get(1).heard).isEmpty();
    }

    static void answerWithItsName(Fake fake) {
        fake.serf().listen(event -> {
            if (event instanceof SerfEvent.Query query) {
                query.asked().respond(Bytes.of(fake.serf().local().name()).array());
            }
        });
        fake.heard.clear();
    }

    private static Query query(long lTime, long id, long flags) {
        return new Query(
                lTime,
                id,
                Addresses.bytes(FakeNetwork.endpoint(50)),
                7946,
                "asker",
                null,
                flags,
                0,
                Duration.ofSeconds(3).toNanos(),
                "who",
                null);
    }

    /// The question as the one who asked delivered it to itself.
    private static Query queryOf(Fake fake) {
        for (byte[] message : fake.delegate().broadcasts(3, 1400)) {
            try {
                if (SerfMessages.decode(message) instanceof Query query) {
                    return query;
                }
            } catch (DecodeException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError("no question waits to be told");
    }

    private static byte[] response(Query query, String from, String payload) {
        return SerfMessages.encode(new Response(query.lTime(), query.id(), from, 0, Bytes.of(payload)));
    }
}
