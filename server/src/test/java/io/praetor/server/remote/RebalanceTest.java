package io.praetor.server.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.rpc.RpcClient;
import io.praetor.server.TimerWheel;
import io.praetor.server.testing.ManualClient;
import io.praetor.server.testing.ManualTicker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RebalanceTest {
    private static final byte[] PONG = {(byte) 0x80};

    private final ManualTicker ticker = new ManualTicker();
    private final TimerWheel timers = new TimerWheel(ticker);
    private final ManualClient client = new ManualClient();
    private final ServerList list = new ServerList(new Random(3));
    private int nodes = 10;
    private final Rebalance rebalance = new Rebalance(list, client, () -> nodes, timers, new Random(4));

    RebalanceTest() {
        List.of("a", "b", "c").forEach(name -> list.add(ServerListTest.server(name, 1)));
    }

    private void pass(Duration duration) {
        for (long left = duration.toSeconds(); left > 0; left--) {
            ticker.pass(Duration.ofSeconds(1));
            timers.advance();
        }
    }

    @Test
    void asksAnotherServerThatAnswersAPing() {
        rebalance.start();
        pass(Duration.ofMinutes(3).plusSeconds(1));
        assertThat(client.calls).hasSize(1);
        assertThat(client.last().method()).isEqualTo("Status.Ping");
        RpcClient.Server dead = client.last().server();

        client.last().reply().completeExceptionally(new IOException("EOF"));
        RpcClient.Server alive = client.last().server();
        client.last().reply().complete(PONG);

        assertThat(alive).isNotEqualTo(dead);
        assertThat(list.first()).isEqualTo(alive);
        assertThat(list.all()).hasSize(3);
    }

    @Test
    void leavesTheListAloneWhenNobodyAnswers() {
        List<RpcClient.Server> before = list.all();

        var done = rebalance.now();
        for (int i = 0; i < 3; i++) {
            client.last().reply().completeExceptionally(new IOException("EOF"));
        }

        assertThat(done).isCompletedWithValue(null);
        assertThat(client.calls).hasSize(3);
        assertThat(list.all()).isEqualTo(before);
    }

    @Test
    void comesAgainEveryTwoToThreeMinutes() {
        rebalance.start();
        for (int i = 1; i <= 3; i++) {
            pass(Duration.ofMinutes(3).plusSeconds(1));
            assertThat(client.calls).hasSize(i);
            client.last().reply().complete(PONG);
        }
        rebalance.close();
        pass(Duration.ofMinutes(4));

        assertThat(client.calls).hasSize(3);
    }

    @Test
    void comesLessOftenInALargePool() {
        nodes = 3 * 64 * 600;
        rebalance.start();

        pass(Duration.ofMinutes(9));
        assertThat(client.calls).isEmpty();
        pass(Duration.ofMinutes(1).plusSeconds(1));

        assertThat(client.calls).hasSize(1);
    }
}
