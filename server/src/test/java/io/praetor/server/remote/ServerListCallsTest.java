package io.praetor.server.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.rpc.RpcClient;
import io.praetor.rpc.RpcError;
import io.praetor.server.RequestFailure;
import io.praetor.server.TimerWheel;
import io.praetor.server.limit.TokenBucket;
import io.praetor.server.testing.ManualClient;
import io.praetor.server.testing.ManualTicker;
import io.praetor.server.testing.RecordedTelemetry;
import io.praetor.server.wire.KvMethods;
import io.praetor.server.wire.Method;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ServerListCallsTest {
    private static final byte[] REPLY = {1};

    private final ManualTicker ticker = new ManualTicker();
    private final TimerWheel timers = new TimerWheel(ticker);
    private final ManualClient client = new ManualClient();
    private final ServerList list = new ServerList(new Random(3));
    private final TokenBucket limit = new TokenBucket(Double.POSITIVE_INFINITY, 1000, ticker);
    private final RecordedTelemetry telemetry = new RecordedTelemetry();
    private final ServerListCalls calls = new ServerListCalls(
            list,
            client,
            limit,
            new Trip.Rules(Duration.ofSeconds(7), true, ticker, new Random(4), timers::after),
            telemetry);

    private void know(String... names) {
        List.of(names).forEach(name -> list.add(ServerListTest.server(name, 1)));
    }

    private CompletableFuture<byte[]> call(Method method) {
        return calls.call(method, REPLY, Duration.ofMinutes(1));
    }

    private void pass(Duration duration) {
        for (long left = duration.toMillis(); left > 0; left -= 10) {
            ticker.pass(Duration.ofMillis(10));
            timers.advance();
        }
    }

    private static RequestFailure failure(CompletableFuture<?> future) {
        return (RequestFailure) future.handle((_, failure) -> failure).join();
    }

    @Test
    void asksTheFirstServer() {
        know("a", "b");

        CompletableFuture<byte[]> answer = call(KvMethods.APPLY);
        client.last().reply().complete(REPLY);

        assertThat(answer).isCompletedWithValue(REPLY);
        assertThat(client.last().server()).isEqualTo(list.first());
    }

    @Test
    void knowsNobodyAtFirst() {
        CompletableFuture<byte[]> answer = call(KvMethods.GET);

        assertThat(failure(answer).text()).isEqualTo("No known Consul servers");
        assertThat(failure(answer).kind()).isEqualTo(RequestFailure.Kind.INTERNAL);
        assertThatThrownBy(calls::snapshot).hasMessage("No known Consul servers");
    }

    @Test
    void movesOnFromAServerThatFails() {
        know("a", "b");
        CompletableFuture<byte[]> read = call(KvMethods.GET);
        RpcClient.Server dead = client.last().server();

        client.last().reply().completeExceptionally(new IOException("EOF"));
        pass(Duration.ofMillis(500));
        client.last().reply().complete(REPLY);

        assertThat(read).isCompletedWithValue(REPLY);
        assertThat(client.last().server()).isNotEqualTo(dead);
        assertThat(list.all()).endsWith(dead);
    }

    @Test
    void staysWithAServerThatRefuses() {
        know("a", "b");
        RpcClient.Server first = list.first();
        CompletableFuture<byte[]> write = call(KvMethods.APPLY);

        client.last().reply().completeExceptionally(new RpcError("Permission denied"));

        assertThat(failure(write).text()).isEqualTo("rpc error making call: Permission denied");
        assertThat(list.first()).isEqualTo(first);
    }

    @Test
    void asksAnotherServerWhenOneHasTooMuchToDo() {
        know("a", "b");
        RpcClient.Server first = list.first();
        CompletableFuture<byte[]> write = call(KvMethods.APPLY);

        client.last()
                .reply()
                .completeExceptionally(
                        new RpcError("rate limit exceeded, try again later or against a different server"));
        pass(Duration.ofMillis(440));

        assertThat(client.last().server()).isNotEqualTo(first);
        client.last().reply().complete(REPLY);
        assertThat(write).isCompletedWithValue(REPLY);
    }

    @Test
    void givesUpWhenTheLeaderHasTooMuchToDo() {
        know("a", "b");
        CompletableFuture<byte[]> write = call(KvMethods.APPLY);

        client.last()
                .reply()
                .completeExceptionally(new RpcError("rpc error making call: rate limit exceeded for operation that can"
                        + " only be performed by the leader, try again later"));

        assertThat(failure(write).kind()).isEqualTo(RequestFailure.Kind.UNAVAILABLE);
    }

    @Test
    void triesOtherServersWhileThereIsNoLeaderUntilTheHoldTimeIsOver() {
        know("a", "b", "c");
        CompletableFuture<byte[]> write = call(KvMethods.APPLY);

        for (int i = 0; i < 100 && !write.isDone(); i++) {
            client.last().reply().completeExceptionally(new RpcError("rpc error making call: No cluster leader"));
            pass(Duration.ofMillis(440));
        }

        assertThat(failure(write).text()).isEqualTo("rpc error making call: rpc error making call: No cluster leader");
        assertThat(failure(write).kind()).isEqualTo(RequestFailure.Kind.NO_LEADER);
        assertThat(client.calls.stream().map(ManualClient.Call::server).distinct())
                .hasSize(3);
    }

    @Test
    void doesNotWaitForALeaderAsLongAsAServerDidOnceMore() {
        know("a", "b", "c");
        CompletableFuture<byte[]> write = call(KvMethods.APPLY);

        pass(Duration.ofMillis(7_010));
        client.last().reply().completeExceptionally(new RpcError("No cluster leader"));

        assertThat(failure(write).text()).isEqualTo("rpc error making call: No cluster leader");
        assertThat(client.calls).hasSize(1);
    }

    @Test
    void asksAnotherServerWhenOneDiesThatHeldAReadForLong() {
        know("a", "b");
        CompletableFuture<byte[]> read = call(KvMethods.GET);

        pass(Duration.ofSeconds(20));
        client.last().reply().completeExceptionally(new IOException("EOF"));
        pass(Duration.ofMillis(500));
        client.last().reply().complete(REPLY);

        assertThat(read).isCompletedWithValue(REPLY);
    }

    @Test
    void doesNotRepeatAWriteWhoseFateIsUnknown() {
        know("a", "b");
        CompletableFuture<byte[]> write = call(KvMethods.APPLY);

        client.last().reply().completeExceptionally(new IOException("EOF"));

        assertThat(failure(write).text()).isEqualTo("rpc error making call: EOF");
        assertThat(client.calls).hasSize(1);
    }

    @Test
    void refusesMoreCallsThanAreAllowed() {
        know("a");
        limit.configure(1, 2);
        var _ = call(KvMethods.GET);
        var _ = call(KvMethods.GET);

        CompletableFuture<byte[]> third = call(KvMethods.GET);

        assertThat(failure(third).text()).isEqualTo("RPC rate limit exceeded");
        assertThat(failure(third).kind()).isEqualTo(RequestFailure.Kind.RATE_LIMITED);
        assertThat(client.calls).hasSize(2);
        assertThat(telemetry.of("client.rpc.exceeded")).isEqualTo(1);
    }

    @Test
    void givesACallUpWithItsRequest() {
        know("a", "b");
        CompletableFuture<byte[]> read = call(KvMethods.GET);
        RpcClient.Server first = list.first();

        read.cancel(false);

        assertThat(client.last().reply()).isCancelled();
        assertThat(list.first()).isEqualTo(first);
    }
}
