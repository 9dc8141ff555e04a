package io.praetor.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

final class ClientLimitTest {
    private static final InetAddress CLIENT = InetAddress.ofLiteral("127.0.0.1");

    @Test
    void countsAlsoWithoutALimitBecauseThereMayBeOneLater() {
        ClientLimit limit = new ClientLimit(0);

        assertThat(limit.acquire(CLIENT)).isTrue();
        assertThat(limit.acquire(CLIENT)).isTrue();
        limit.limit(2);

        assertThat(limit.acquire(CLIENT)).isFalse();
        limit.release(CLIENT);
        assertThat(limit.acquire(CLIENT)).isTrue();
    }

    @Test
    void forgetsClientsThatAreGone() {
        ClientLimit limit = new ClientLimit(1);

        assertThat(limit.acquire(CLIENT)).isTrue();
        limit.limit(0);
        limit.release(CLIENT);

        assertThat(limit.clients()).isZero();
    }
}
