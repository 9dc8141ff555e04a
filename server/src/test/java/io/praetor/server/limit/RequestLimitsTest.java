package io.praetor.server.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.server.RequestFailure;
import io.praetor.server.limit.LimitSettings.Mode;
import io.praetor.server.limit.LimitSettings.Rates;
import io.praetor.server.testing.ManualTicker;
import io.praetor.server.testing.RecordedTelemetry;
import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestLimitsTest {
    private static final InetAddress ONE = InetAddress.ofLiteral("10.0.0.1");
    private static final InetAddress OTHER = InetAddress.ofLiteral("10.0.0.2");

    private final ManualTicker ticker = new ManualTicker();
    private final RecordedTelemetry telemetry = new RecordedTelemetry();
    private boolean leads;
    private final RequestLimits limits = new RequestLimits(() -> leads, ticker, telemetry);

    private void configure(Mode mode, Rates all, Rates address) {
        limits.configure(new LimitSettings(mode, all, address));
    }

    /// How many of a thousand requests are admitted.
    private int admitted(boolean write, @Nullable InetAddress from) {
        int admitted = 0;
        for (int i = 0; i < 1000; i++) {
            try {
                limits.admit(write ? "KVS.Apply" : "KVS.Get", write, from);
                admitted++;
            } catch (RequestFailure refused) {
                // counted by what is left
            }
        }
        return admitted;
    }

    @Test
    void takesEverythingByDefault() {
        assertThat(admitted(true, ONE)).isEqualTo(1000);
        configure(Mode.DISABLED, new Rates(1, 1), new Rates(1, 1));
        assertThat(admitted(true, ONE)).isEqualTo(1000);
        assertThat(telemetry.all()).isEmpty();
    }

    @Test
    void limitsReadsAndWritesEachOnTheirOwn() {
        configure(Mode.ENFORCING, new Rates(20, 3), Rates.UNLIMITED);

        assertThat(admitted(true, ONE)).isEqualTo(30);
        assertThat(admitted(false, OTHER)).isEqualTo(200);
        ticker.pass(Duration.ofSeconds(2));
        assertThat(admitted(true, OTHER)).isEqualTo(6);
        assertThat(admitted(false, null)).isEqualTo(40);
        ticker.pass(Duration.ofHours(1));
        assertThat(admitted(true, ONE)).isEqualTo(30);
    }

    @Test
    void countsAndLetsPassWhenItIsPermissive() {
        configure(Mode.PERMISSIVE, new Rates(1, 1), Rates.UNLIMITED);

        assertThat(admitted(false, ONE)).isEqualTo(1000);

        assertThat(telemetry.of("rpc.rate_limit.exceeded;limit_type=global/read;op=KVS.Get;mode=permissive"))
                .isEqualTo(990);
    }

    @Test
    void saysWhetherAnotherServerCouldDoIt() {
        configure(Mode.ENFORCING, new Rates(0, 0), Rates.UNLIMITED);

        assertThatThrownBy(() -> limits.admit("KVS.Apply", true, ONE))
                .isInstanceOfSatisfying(RequestFailure.class, refused -> {
                    assertThat(refused.kind()).isEqualTo(RequestFailure.Kind.RATE_LIMITED);
                    assertThat(refused.text())
                            .isEqualTo("rate limit exceeded, try again later or against a different server");
                });
        leads = true;
        assertThatThrownBy(() -> limits.admit("KVS.Apply", true, ONE))
                .isInstanceOfSatisfying(RequestFailure.class, refused -> {
                    assertThat(refused.kind()).isEqualTo(RequestFailure.Kind.UNAVAILABLE);
                    assertThat(refused.text())
                            .isEqualTo("rate limit exceeded for operation that can only be performed by the leader, "
                                    + "try again later");
                });
        assertThatThrownBy(() -> limits.admit("KVS.Get", false, ONE))
                .hasMessage("rate limit exceeded, try again later or against a different server");
        assertThat(telemetry.of("rpc.rate_limit.exceeded;limit_type=global/write;op=KVS.Apply;mode=enforcing"))
                .isEqualTo(2);
    }

    @Test
    void limitsEachAddress() {
        configure(Mode.ENFORCING, Rates.UNLIMITED, new Rates(2, 1));

        assertThat(admitted(false, ONE)).isEqualTo(20);
        assertThat(admitted(false, OTHER)).isEqualTo(20);
        assertThat(admitted(true, OTHER)).isEqualTo(10);
        assertThat(admitted(true, null)).isEqualTo(1000);
        assertThat(telemetry.of("rpc.rate_limit.exceeded;limit_type=ip/read;op=KVS.Get;mode=enforcing"))
                .isEqualTo(1960);
    }

    @Test
    void oneAddressDoesNotUseUpWhatThereIsForAll() {
        configure(Mode.ENFORCING, new Rates(4, 4), new Rates(1, 1));

        assertThat(admitted(false, ONE)).isEqualTo(10);
        assertThat(admitted(false, OTHER)).isEqualTo(10);
        assertThat(admitted(false, null)).isEqualTo(20);
    }

    @Test
    void aNetworkOfIpv6IsOneAddress() {
        configure(Mode.ENFORCING, Rates.UNLIMITED, new Rates(1, 1));

        assertThat(admitted(false, InetAddress.ofLiteral("2001:db8::1"))).isEqualTo(10);
        assertThat(admitted(false, InetAddress.ofLiteral("2001:db8::2"))).isZero();
        assertThat(admitted(false, InetAddress.ofLiteral("2001:db8:0:1::1"))).isEqualTo(10);
    }

    @Test
    void remembersABoundedNumberOfAddressesAndForgetsWhoAskedLongestAgo() throws Exception {
        AddressBuckets buckets = new AddressBuckets(new Rates(0.1, 0.1), ticker);
        assertThat(buckets.take(ONE, false)).isTrue();
        assertThat(buckets.take(ONE, false)).isFalse();

        for (int i = 0; i < 4 * AddressBuckets.MOST; i++) {
            byte[] address = {11, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
            assertThat(buckets.take(InetAddress.getByAddress(address), false)).isTrue();
        }

        assertThat(buckets.size()).isLessThanOrEqualTo(AddressBuckets.MOST);
        assertThat(buckets.take(ONE, false)).isTrue();
    }

    @Test
    void otherLimitsBeginAnewAndTheSameGoOn() {
        configure(Mode.ENFORCING, new Rates(1, 1), Rates.UNLIMITED);
        assertThat(admitted(false, ONE)).isEqualTo(10);

        configure(Mode.ENFORCING, new Rates(1, 1), Rates.UNLIMITED);
        assertThat(admitted(false, ONE)).isZero();

        configure(Mode.ENFORCING, new Rates(2, 1), Rates.UNLIMITED);
        assertThat(admitted(false, ONE)).isEqualTo(20);

        configure(Mode.DISABLED, new Rates(2, 1), Rates.UNLIMITED);
        assertThat(admitted(false, ONE)).isEqualTo(1000);
    }

    @Test
    void aRateBelowOneInTenSecondsLetsOnePass() {
        configure(Mode.ENFORCING, new Rates(0.01, 0), Rates.UNLIMITED);

        assertThat(admitted(false, ONE)).isEqualTo(1);
        assertThat(admitted(true, ONE)).isZero();
        ticker.pass(Duration.ofSeconds(100));
        assertThat(admitted(false, ONE)).isEqualTo(1);
    }

    @Test
    void knowsItsModes() {
        assertThat(Mode.of("permissive")).isEqualTo(Mode.PERMISSIVE);
        assertThatThrownBy(() -> Mode.of("strict")).hasMessage("no mode of limits: \"strict\"");
    }
}
