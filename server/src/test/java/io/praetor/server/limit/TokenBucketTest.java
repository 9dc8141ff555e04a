package io.praetor.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.server.testing.ManualTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private final ManualTicker ticker = new ManualTicker();

    private static int taken(TokenBucket bucket) {
        int taken = 0;
        while (taken < 1000 && bucket.take()) {
            taken++;
        }
        return taken;
    }

    @Test
    void allowsABurstAndThenTheRate() {
        TokenBucket bucket = new TokenBucket(10, 5, ticker);

        assertThat(taken(bucket)).isEqualTo(5);
        ticker.pass(Duration.ofMillis(300));
        assertThat(taken(bucket)).isEqualTo(3);
        ticker.pass(Duration.ofHours(1));
        assertThat(taken(bucket)).isEqualTo(5);
    }

    @Test
    void hasNoLimitByDefault() {
        assertThat(taken(new TokenBucket(Double.POSITIVE_INFINITY, 1, ticker))).isEqualTo(1000);
    }

    @Test
    void takesOtherLimitsWhileItRuns() {
        TokenBucket bucket = new TokenBucket(Double.POSITIVE_INFINITY, 1000, ticker);
        taken(bucket);

        bucket.configure(1, 2);

        assertThat(taken(bucket)).isEqualTo(2);
        ticker.pass(Duration.ofSeconds(1));
        assertThat(taken(bucket)).isEqualTo(1);
    }
}
