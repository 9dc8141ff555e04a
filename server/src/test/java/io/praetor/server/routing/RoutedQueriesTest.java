package io.praetor.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.Bytes;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvOp;
import io.praetor.model.kv.KvsRequest;
import io.praetor.model.log.CommandType;
import io.praetor.raft.PeerAddress;
import io.praetor.rpc.RpcClient;
import io.praetor.rpc.RpcError;
import io.praetor.server.Cancellable;
import io.praetor.server.Meter;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Viewers;
import io.praetor.server.fsm.Commands;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.KvGet;
import io.praetor.server.query.LocalQueries;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadLimits;
import io.praetor.server.query.ReadOptions;
import io.praetor.server.remote.RemoteQueries;
import io.praetor.server.testing.LeaderFixture;
import io.praetor.server.testing.ManualClient;
import io.praetor.server.wire.KvMethods;
import io.praetor.server.wire.RpcMethods;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoutedQueriesTest {
    private static final RpcClient.Server SERVER =
            new RpcClient.Server("n2", "dc1", new InetSocketAddress(InetAddress.getLoopbackAddress(), 8302));
    private static final KvGet QUESTION = new KvGet("a");

    private final LeaderFixture fixture = new LeaderFixture();
    private final ManualClient client = new ManualClient();
    private final RpcMethods methods = new RpcMethods();
    private final LocalQueries here = new LocalQueries(
            "dc1",
            fixture.store::current,
            Viewers.OFF,
            fixture.log,
            fixture.leadership,
            fixture.timers,
            new Random(1),
            Runnable::run,
            ReadLimits.DEFAULT,
            Meter.NONE);
    private final Router router =
            new Router("dc1", fixture.leadership, fixture.ticker, new Random(5), Duration.ofSeconds(7));
    private final RemoteQueries there = new RemoteQueries(
            "dc1",
            methods,
            new LeaderCalls("1", fixture.log, id -> id.equals("2") ? SERVER : null, client, fixture.timers),
            Runnable::run);
    private final RoutedQueries queries = new RoutedQueries(router, here, there, ReadLimits.DEFAULT);
    private final Result result = new Result();

    private static final class Result implements ReadCallback<@Nullable KvEntry> {
        final List<Answer<@Nullable KvEntry>> answers = new ArrayList<>();
        final List<Throwable> failures = new ArrayList<>();

        @Override
        public void answered(Answer<@Nullable KvEntry> answer) {
            answers.add(answer);
        }

        @Override
        public void failed(Throwable cause) {
            failures.add(cause);
        }
    }

    private void follow() {
        fixture.leadership.lost();
        fixture.log.leader = false;
        fixture.log.known = new PeerAddress("2", "127.0.0.2:8300");
    }

    private void put(String value) {
        KvEntry entry = new KvEntry(0, "a", 0, Bytes.of(value), "", 0, 0);
        fixture.apply(Commands.encode(CommandType.KVS, KvsRequest.CODEC, new KvsRequest("dc1", KvOp.SET, entry, "")));
    }

    /// What the leader would reply.
    private byte[] reply(String value, long index) {
        KvEntry entry = new KvEntry(0, "a", 0, Bytes.of(value), "", index, index);
        return KvMethods.GET.encodeReply(
                QUESTION, new Answer<>(entry, index, true, Duration.ofMillis(3), Consistency.DEFAULT));
    }

    private ReadOptions asked() throws Exception {
        return KvMethods.GET.decode(client.last().body().array(), "dc1").options();
    }

    @Test
    void aReadOfAServerThatLeadsIsAnsweredAtOnce() {
        put("1");

        assertThat(queries.read(QUESTION, ReadOptions.NOW, result)).isSameAs(Cancellable.NONE);

        assertThat(result.answers).hasSize(1);
        assertThat(client.calls).isEmpty();
    }

    @Test
    void aReadOfAFollowerIsTheLeadersAnswerWithWhatItSaysOfItself() {
        follow();
        queries.read(QUESTION, ReadOptions.NOW, result);

        client.last().reply().complete(reply("x", 17));

        Answer<@Nullable KvEntry> answer = result.answers.getFirst();
        assertThat(answer.index()).isEqualTo(17);
        assertThat(answer.knownLeader()).isTrue();
        assertThat(answer.lastContact()).isEqualTo(Duration.ofMillis(3));
        assertThat(answer.consistencyLevel()).isEqualTo("leader");
    }

    @Test
    void aStaleReadOfAFollowerIsItsOwnEvenWhenNobodyLeads() {
        follow();
        put("1");

        queries.read(QUESTION, ReadOptions.STALE_NOW, result);
        fixture.log.knowsLeader = false;
        queries.read(QUESTION, ReadOptions.STALE_NOW, result);

        assertThat(result.answers).hasSize(2);
        assertThat(client.calls).isEmpty();
    }

    @Test
    void aBlockingReadGoesOnWithItsIndexAndWait() throws Exception {
        follow();

        queries.read(QUESTION, ReadOptions.NOW.after(42, Duration.ofSeconds(90)), result);

        assertThat(asked().minIndex()).isEqualTo(42);
        assertThat(asked().longest()).isEqualTo(Duration.ofSeconds(90));
        assertThat(client.last().timeout()).isGreaterThan(Duration.ofSeconds(96));
    }

    @Test
    void aReadThatIsCalledOffIsGivenUpAtTheLeader() {
        follow();

        queries.read(QUESTION, ReadOptions.NOW.after(42, Duration.ofSeconds(90)), result)
                .cancel();

        assertThat(client.last().reply()).isCancelled();
        assertThat(there.waiting()).isZero();
        assertThat(result.failures).isEmpty();
    }

    @Test
    void aReadThatBlocksHereGoesToTheNewLeaderForTheRestOfItsTime() throws Exception {
        put("1");
        queries.read(QUESTION, ReadOptions.NOW.after(1000, Duration.ofSeconds(60)), result);
        fixture.pass(Duration.ofSeconds(20));
        follow();
        put("2");
        assertThat(result.failures).isEmpty();

        fixture.pass(Duration.ofMillis(500));

        assertThat(asked().minIndex()).isEqualTo(1000);
        assertThat(asked().longest()).isBetween(Duration.ofSeconds(39), Duration.ofSeconds(40));
        client.last().reply().complete(reply("3", 1001));
        assertThat(result.answers).hasSize(1);
    }

    @Test
    void aReadWhoseLeaderIsGoneIsAnsweredHereOnceThisServerLeads() {
        follow();
        queries.read(QUESTION, ReadOptions.NOW.after(1, Duration.ofSeconds(90)), result);

        client.last().reply().completeExceptionally(new IOException("EOF"));
        fixture.log.leader = true;
        fixture.leadership.established();
        put("1");

        assertThat(client.calls).hasSize(1);
        assertThat(result.answers).hasSize(1);
    }

    @Test
    void aConsistentReadAsksTheLeaderForJustThat() throws Exception {
        follow();

        queries.read(QUESTION, new ReadOptions(null, Consistency.CONSISTENT, 0, Duration.ZERO, "secret"), result);

        assertThat(asked().consistency()).isEqualTo(Consistency.CONSISTENT);
        assertThat(asked().token()).isEqualTo("secret");
        assertThat(asked().datacenter()).isEqualTo("dc1");
    }

    @Test
    void refusesAnotherDatacenterWhereverTheLeaderIs() {
        queries.read(QUESTION, new ReadOptions("dc2", Consistency.DEFAULT, 0, Duration.ZERO, ""), result);

        assertThat(result.failures)
                .singleElement()
                .hasToString("io.praetor.server.RequestFailure: No path to datacenter");
    }

    @Test
    void aRefusalOfTheLeaderIsPassedOn() {
        follow();
        queries.read(QUESTION, ReadOptions.NOW, result);

        client.last().reply().completeExceptionally(new RpcError("Permission denied"));

        assertThat(result.failures)
                .singleElement()
                .isInstanceOfSatisfying(
                        RequestFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(RequestFailure.Kind.PERMISSION_DENIED));
    }

    @Test
    void refusesMoreBlockingReadsThanItPassesOn() {
        follow();
        ReadOptions blocking = ReadOptions.NOW.after(42, Duration.ofSeconds(90));
        List<Cancellable> reads = new ArrayList<>();
        while (result.failures.isEmpty() && reads.size() < 20_000) {
            reads.add(queries.read(QUESTION, blocking, result));
        }

        assertThat(result.failures)
                .singleElement()
                .hasToString("io.praetor.server.RequestFailure: too many blocking queries");
        assertThat(there.waiting()).isEqualTo(16_384);
        reads.forEach(Cancellable::cancel);
        assertThat(there.waiting()).isZero();
    }
}
