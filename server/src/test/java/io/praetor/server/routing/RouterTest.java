package io.praetor.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.raft.PeerAddress;
import io.praetor.rpc.RpcClient;
import io.praetor.rpc.RpcError;
import io.praetor.server.RequestFailure;
import io.praetor.server.remote.CallFailures;
import io.praetor.server.testing.LeaderFixture;
import io.praetor.server.testing.ManualClient;
import io.praetor.server.wire.KvMethods;
import io.praetor.server.wire.Method;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final PeerAddress OTHER = new PeerAddress("2", "127.0.0.2:8300");
    private static final RpcClient.Server SERVER =
            new RpcClient.Server("n2", "dc1", new InetSocketAddress(InetAddress.getLoopbackAddress(), 8302));
    private static final RpcClient.Server NEXT =
            new RpcClient.Server("n3", "dc1", new InetSocketAddress(InetAddress.getLoopbackAddress(), 8303));
    private static final byte[] REPLY = {1};

    private final LeaderFixture fixture = new LeaderFixture();
    private final ManualClient client = new ManualClient();
    private final LeaderCalls leader =
            new LeaderCalls("1", fixture.log, Map.of("2", SERVER, "3", NEXT)::get, client, fixture.timers);
    private final Router router =
            new Router("dc1", fixture.leadership, fixture.ticker, new Random(5), Duration.ofSeconds(7));
    private int answeredHere;

    private CompletableFuture<byte[]> ask(Method method, boolean stale) {
        if (!method.isRead()) {
            return router.write("dc1", this::here, () -> there(method));
        }
        return router.read("dc1", stale, this::here, () -> there(method));
    }

    private CompletableFuture<byte[]> here() {
        answeredHere++;
        return CompletableFuture.completedFuture(new byte[] {2});
    }

    private CompletableFuture<byte[]> there(Method method) {
        return leader.call(method, new byte[] {3}, Duration.ofMinutes(1));
    }

    private void follow() {
        fixture.leadership.lost();
        fixture.log.leader = false;
        fixture.log.known = OTHER;
    }

    private static RequestFailure failure(CompletableFuture<?> future) {
        return (RequestFailure) future.handle((_, failure) -> failure).join();
    }

    @Test
    void answersHereWhileItLeads() {
        assertThat(ask(KvMethods.APPLY, false)).isCompletedWithValueMatching(reply -> reply[0] == 2);
        assertThat(client.calls).isEmpty();
    }

    @Test
    void asksTheLeader() {
        follow();
        CompletableFuture<byte[]> answer = ask(KvMethods.APPLY, false);
        assertThat(client.last().server()).isEqualTo(SERVER);
        assertThat(client.last().method()).isEqualTo("KVS.Apply");

        client.last().reply().complete(REPLY);

        assertThat(answer).isCompletedWithValue(REPLY);
        assertThat(answeredHere).isZero();
    }

    @Test
    void answersAStaleReadHereOnceALeaderWasKnown() {
        follow();

        assertThat(ask(KvMethods.GET, true)).isCompleted();
        fixture.log.knowsLeader = false;
        assertThat(ask(KvMethods.GET, true)).isCompleted();

        assertThat(answeredHere).isEqualTo(2);
    }

    @Test
    void knowsNoOtherDatacenter() {
        CompletableFuture<byte[]> answer = router.write("dc2", this::here, () -> there(KvMethods.APPLY));

        assertThat(failure(answer).text()).isEqualTo("No path to datacenter");
    }

    @Test
    void holdsARequestWhileNobodyLeadsAndAnswersItOnceItLeadsItself() {
        follow();
        fixture.log.knowsLeader = false;
        CompletableFuture<byte[]> answer = ask(KvMethods.APPLY, false);
        fixture.pass(Duration.ofSeconds(6));
        assertThat(answer).isNotDone();

        fixture.log.leader = true;
        fixture.leadership.established();

        assertThat(answer).isCompleted();
        assertThat(answeredHere).isOne();
        assertThat(fixture.timers.size()).isZero();
    }

    @Test
    void findsANewLeaderWhileItHoldsARequest() {
        follow();
        fixture.log.knowsLeader = false;
        CompletableFuture<byte[]> answer = ask(KvMethods.APPLY, false);
        fixture.pass(Duration.ofSeconds(3));

        fixture.log.knowsLeader = true;
        fixture.pass(Duration.ofMillis(500));
        client.last().reply().complete(REPLY);

        assertThat(answer).isCompletedWithValue(REPLY);
        assertThat(client.calls).hasSize(1);
    }

    @Test
    void givesUpWhenTheHoldTimeIsOver() {
        follow();
        fixture.log.knowsLeader = false;
        CompletableFuture<byte[]> answer = ask(KvMethods.APPLY, false);

        fixture.pass(Duration.ofSeconds(8));

        assertThat(failure(answer).text()).isEqualTo("No cluster leader");
        assertThat(failure(answer).kind()).isEqualTo(RequestFailure.Kind.NO_LEADER);
        assertThat(fixture.timers.size()).isZero();
    }

    @Test
    void asksAgainWhenTheLeaderDoesNotLeadAnyMore() {
        follow();
        CompletableFuture<byte[]> answer = ask(KvMethods.APPLY, false);

        client.last().reply().completeExceptionally(new RpcError("No cluster leader"));
        fixture.pass(Duration.ofMillis(500));
        client.last().reply().complete(REPLY);

        assertThat(client.calls).hasSize(2);
        assertThat(answer).isCompletedWithValue(REPLY);
    }

    @Test
    void passesTheLastRefusalOnWithThePrefixOfItsHop() {
        follow();
        CompletableFuture<byte[]> answer = ask(KvMethods.APPLY, false);

        for (int i = 0; i < 40 && !answer.isDone(); i++) {
            client.last().reply().completeExceptionally(new RpcError("No cluster leader"));
            fixture.pass(Duration.ofMillis(450));
        }

        assertThat(failure(answer).text()).isEqualTo("rpc error making call: No cluster leader");
    }

    @Test
    void doesNotRepeatAWriteWhoseFateIsUnknown() {
        follow();
        CompletableFuture<byte[]> write = ask(KvMethods.APPLY, false);
        client.last().reply().completeExceptionally(new IOException("EOF"));

        assertThat(failure(write).text()).isEqualTo("rpc error making call: EOF");
        assertThat(client.calls).hasSize(1);
    }

    @Test
    void repeatsAReadWhoseConnectionBroke() {
        follow();
        CompletableFuture<byte[]> read = ask(KvMethods.GET, false);

        client.last().reply().completeExceptionally(new IOException("session shutdown"));
        fixture.pass(Duration.ofMillis(500));
        client.last().reply().complete(REPLY);

        assertThat(read).isCompletedWithValue(REPLY);
    }

    @Test
    void repeatsAWriteThatWasNotSent() {
        follow();
        CompletableFuture<byte[]> write = ask(KvMethods.APPLY, false);

        client.last()
                .reply()
                .completeExceptionally(new IOException("rpc error getting client: failed to get conn: refused"));
        fixture.pass(Duration.ofMillis(500));
        client.last().reply().complete(REPLY);

        assertThat(write).isCompletedWithValue(REPLY);
    }

    @Test
    void passesARefusalOfTheLeaderOn() {
        follow();
        CompletableFuture<byte[]> write = ask(KvMethods.APPLY, false);

        client.last().reply().completeExceptionally(new RpcError("Permission denied"));

        assertThat(failure(write).text()).isEqualTo("rpc error making call: Permission denied");
        assertThat(failure(write).kind()).isEqualTo(RequestFailure.Kind.PERMISSION_DENIED);
    }

    @Test
    void refusesAtOnceWhenItLeaves() {
        follow();
        CompletableFuture<byte[]> held;
        fixture.log.knowsLeader = false;
        held = ask(KvMethods.APPLY, false);

        fixture.leadership.close();

        assertThat(failure(held).text()).isEqualTo("No cluster leader");
        assertThat(failure(ask(KvMethods.APPLY, false)).text()).isEqualTo("No cluster leader");
    }

    @Test
    void givesTheCallUpWhenTheRequestIs() {
        follow();
        CompletableFuture<byte[]> answer = ask(KvMethods.GET, false);

        answer.cancel(false);

        assertThat(client.last().reply()).isCancelled();
    }

    @Test
    void givesTheWaitUpWhenTheRequestIs() {
        follow();
        fixture.log.knowsLeader = false;
        CompletableFuture<byte[]> answer = ask(KvMethods.GET, false);

        answer.cancel(false);

        fixture.pass(Duration.ofSeconds(1));
        assertThat(fixture.timers.size()).isZero();
    }

    @Test
    void takesAReadFromALeaderThatStandsStillToTheNextOne() {
        follow();
        CompletableFuture<byte[]> read = ask(KvMethods.GET, false);
        CompletableFuture<byte[]> atOld = client.last().reply();
        fixture.log.knowsLeader = false;
        fixture.pass(Duration.ofSeconds(3));
        assertThat(atOld).isNotDone();

        fixture.log.known = new PeerAddress("3", "127.0.0.3:8300");
        fixture.log.knowsLeader = true;
        fixture.pass(Duration.ofSeconds(2));
        client.last().reply().complete(REPLY);

        assertThat(atOld).isCancelled();
        assertThat(client.last().server()).isEqualTo(NEXT);
        assertThat(read).isCompletedWithValue(REPLY);
        fixture.pass(Duration.ofSeconds(2));
        assertThat(fixture.timers.size()).isZero();
    }

    @Test
    void leavesAWriteWithALeaderThatStandsStill() {
        follow();
        CompletableFuture<byte[]> write = ask(KvMethods.APPLY, false);

        fixture.log.known = new PeerAddress("3", "127.0.0.3:8300");
        fixture.pass(Duration.ofSeconds(5));

        assertThat(client.calls).hasSize(1);
        assertThat(write).isNotDone();
    }

    @Test
    void asksAnotherWhenAWriteComesAsLeadershipMoves() {
        fixture.log.refuses = true;
        CompletableFuture<byte[]> write = router.write(
                "dc1",
                () -> fixture.writes.propose(new byte[] {1}).thenApply(_ -> REPLY),
                () -> there(KvMethods.APPLY));
        follow();
        fixture.pass(Duration.ofMillis(500));

        client.last().reply().complete(REPLY);

        assertThat(write).isCompletedWithValue(REPLY);
    }

    @Test
    void tellsFailuresApartByTheirText() {
        assertThat(CallFailures.of(new IllegalStateException("a fault of ours")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(CallFailures.mayRetry(RequestFailure.internal("rpc error making call: EOF"), false))
                .isFalse();
        assertThat(CallFailures.mayRetry(RequestFailure.internal("rpc error making call: EOF"), true))
                .isTrue();
        assertThat(CallFailures.mayRetry(new IllegalStateException("EOF"), true))
                .isFalse();
    }
}
