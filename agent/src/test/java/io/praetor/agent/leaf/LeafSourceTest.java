package io.praetor.agent.leaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.agent.cache.AgentCache;
import io.praetor.agent.cache.CacheSettings;
import io.praetor.model.connect.IssuedCert;
import io.praetor.model.pem.Pem;
import io.praetor.model.pem.PemKeys;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.model.x509.KeyPairs;
import io.praetor.server.TimerWheel;
import io.praetor.server.query.Answer;
import io.praetor.server.query.AnswerCache;
import io.praetor.server.query.CacheControl;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.ReadOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `connect.md` §3.5, in time that the test owns; everything runs on its thread.
class LeafSourceTest {
    private static final Instant START = Instant.parse("2026-11-27T12:00:00Z");

    private final AtomicLong now = new AtomicLong();
    private final InstantSource clock = () -> START.plusNanos(now.get());
    private final TimerWheel timers = new TimerWheel(now::get);
    private final FakeAuthority authority = new FakeAuthority(clock);
    private final AgentCache cache =
            new AgentCache("dc1", new CacheSettings(1000, 1000), timers, Runnable::run, now::get, Telemetry.NONE);
    private Leaves leaves = leaves(1);

    private Leaves leaves(long seed) {
        return new Leaves(
                new Leaves.Parts("dc1", cache, authority, authority, clock, new Random(seed), timers, Runnable::run));
    }

    /// Somebody who waits for a certificate.
    private static final class Asker implements AnswerCache.Callback<IssuedCert> {
        private @Nullable IssuedCert leaf;
        private @Nullable Throwable failure;

        @Override
        public void answered(Answer<IssuedCert> answer, @Nullable Duration age) {
            leaf = answer.value();
        }

        @Override
        public void failed(Throwable cause) {
            failure = cause;
        }

        IssuedCert leaf() {
            return Objects.requireNonNull(leaf);
        }
    }

    private Asker ask(long after) {
        Asker asker = new Asker();
        var _ = cache.read(
                leaves.of("web"),
                new ReadOptions(null, Consistency.DEFAULT, after, Duration.ofMinutes(10), "t"),
                CacheControl.ANY,
                asker);
        return asker;
    }

    private void pass(Duration duration) {
        for (long second = 0; second < duration.toSeconds(); second++) {
            now.addAndGet(1_000_000_000L);
            timers.advance();
        }
    }

    @Test
    void hasOneSignedAndKeepsIt() throws Exception {
        authority.rotate();

        IssuedCert leaf = ask(0).leaf();

        assertThat(leaf.serviceUri()).isEqualTo("spiffe://a.consul/ns/default/dc/dc1/svc/web");
        assertThat(KeyPairs.fit(
                        Pem.certificates(leaf.certPem().getBytes(StandardCharsets.US_ASCII))
                                .getFirst()
                                .getPublicKey(),
                        PemKeys.privateKey(leaf.privateKeyPem().getBytes(StandardCharsets.US_ASCII))))
                .isTrue();
        assertThat(ask(0).leaf()).isSameAs(leaf);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void renewsItBetweenSixtyAndNinetyPercentOfItsLife(long seed) throws Exception {
        authority.rotate();
        leaves = leaves(seed);
        IssuedCert leaf = ask(0).leaf();

        pass(Duration.ofMinutes(35));
        assertThat(ask(0).leaf()).isSameAs(leaf);
        pass(Duration.ofMinutes(20));

        assertThat(ask(0).leaf().serialNumber()).isNotEqualTo(leaf.serialNumber());
    }

    @Test
    void anotherAuthorityIsAReasonToRenewIt() throws Exception {
        authority.rotate();
        IssuedCert leaf = ask(0).leaf();
        Asker waiting = ask(leaf.modifyIndex());

        pass(Duration.ofMinutes(1));
        assertThat(waiting.leaf).isNull();
        authority.rotate();
        pass(LeafTimes.WINDOW.plusSeconds(1));

        assertThat(waiting.leaf().serialNumber()).isNotEqualTo(leaf.serialNumber());
    }

    @Test
    void theOldOneWillDoWhileTheAuthorityIsBusy() throws Exception {
        authority.rotate();
        IssuedCert leaf = ask(0).leaf();
        authority.busy = true;

        pass(Duration.ofMinutes(56));
        assertThat(ask(0).leaf()).isSameAs(leaf);
        authority.busy = false;
        pass(Duration.ofMinutes(30));

        assertThat(ask(0).leaf().serialNumber()).isNotEqualTo(leaf.serialNumber());
    }

    @Test
    void whoHasNoneIsToldThatTheAuthorityIsBusy() throws Exception {
        authority.rotate();
        authority.busy = true;

        assertThat(ask(0).failure).hasMessage("Rate limit reached, try again later");
    }

    @Test
    void aClusterThatIsBeingBornIsWaitedFor() throws Exception {
        Asker patient = ask(0);
        assertThat(patient.leaf).isNull();
        authority.rotate();
        assertThat(patient.leaf().service()).isEqualTo("web");
    }

    @Test
    void aClusterWithoutAnAuthoritySaysSo() {
        Asker asker = ask(0);

        pass(Duration.ofSeconds(3));

        assertThat(asker.failure).hasMessage("cluster has no CA bootstrapped yet");
    }
}
