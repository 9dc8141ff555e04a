package io.praetor.agent.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.gossip.memberlist.Resolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JoinNamesTest {
    private static final InetAddress ONE = InetAddress.ofLiteral("10.0.0.1");
    private static final InetAddress TWO = InetAddress.ofLiteral("2001:db8::2");

    private static List<InetAddress> resolve(List<InetAddress> first, Resolver otherwise) throws Exception {
        return new JoinNames(_ -> first, otherwise).resolve("pool.example.com").get(30, TimeUnit.SECONDS);
    }

    @Test
    void theFirstWayIsEnoughWhenItKnowsTheName() throws Exception {
        Resolver never = _ -> CompletableFuture.failedFuture(new AssertionError("not to be asked"));

        assertThat(resolve(List.of(ONE, TWO), never)).containsExactly(ONE, TWO);
    }

    @Test
    void theOtherWayIsAskedWhenItDoesNot() throws Exception {
        assertThat(resolve(
                        List.of(),
                        host -> CompletableFuture.completedFuture(
                                host.equals("pool.example.com") ? List.of(TWO) : List.of())))
                .containsExactly(TWO);
    }

    @Test
    void saysWhatTheOtherWaySays() {
        Resolver fails = host -> CompletableFuture.failedFuture(new UnknownHostException("lookup " + host));

        assertThatThrownBy(() -> resolve(List.of(), fails)).hasRootCauseMessage("lookup pool.example.com");
    }
}
