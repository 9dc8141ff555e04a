package io.praetor.agent.enrol;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.agent.local.TestTime;
import io.praetor.model.connect.CaRoot;
import io.praetor.model.connect.CaRoots;
import io.praetor.model.connect.IssuedCert;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RenewalTest {
    private static final Duration LIFE = Duration.ofHours(2);
    private static final long SEED = 5;
    /// Of the test's time.
    private static final Duration STEP = Duration.ofMillis(500);

    private final TestTime time = new TestTime();
    private final List<Enrolled> taken = new ArrayList<>();
    private final List<Instant> renewals = new ArrayList<>();
    private final List<Instant> firsts = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private boolean nobodyAnswers;
    private Instant begin;
    private Renewal renewal;

    @BeforeEach
    void begin() {
        begin = time.instant();
        renewal = renewal(SEED);
    }

    private Renewal renewal(long seed) {
        Enrolled first = new Enrolled(certificate(), roots("one"), List.of(), true);
        return new Renewal(first, new Renewal.Seams(time, time, new Random(seed), Runnable::run), new Renewal.Roads() {
            @Override
            public IssuedCert renew() throws IOException {
                renewals.add(time.instant());
                if (!refusals.isEmpty()) {
                    throw new IOException(refusals.removeFirst());
                }
                if (nobodyAnswers) {
                    throw new IOException("No known Consul servers");
                }
                return certificate();
            }

            @Override
            public @Nullable Enrolled again() {
                firsts.add(time.instant());
                return nobodyAnswers ? null : new Enrolled(certificate(), roots("two"), List.of("m"), false);
            }

            @Override
            public void take(Enrolled fresh) {
                taken.add(fresh);
            }
        });
    }

    private IssuedCert certificate() {
        Instant now = time.instant();
        return new IssuedCert("s" + now, "", "key", "", "", "web", "", now, now.plus(LIFE), 0, 0);
    }

    private static CaRoots roots(String key) {
        CaRoot root = new CaRoot(
                key,
                "",
                1,
                key,
                "",
                Instant.EPOCH,
                Instant.EPOCH,
                "",
                null,
                "",
                "",
                true,
                CaRoot.NEVER,
                "ec",
                256,
                0,
                0);
        return new CaRoots(key, "td", List.of(root));
    }

    private static Duration share(double part) {
        return Duration.ofMillis((long) (LIFE.toMillis() * part));
    }

    @Test
    void renewsBetweenSixtyAndNinetyPercentOfTheLifeByChance() {
        List<Duration> moments = new ArrayList<>();
        for (int seed = 0; seed < 50; seed++) {
            Instant from = time.instant();
            Renewal one = renewal(seed);
            one.start();
            int before = renewals.size();
            time.pass(LIFE);
            assertThat(renewals).hasSizeGreaterThan(before);
            moments.add(Duration.between(from, renewals.get(before)));
            one.close();
        }
        assertThat(moments)
                .allSatisfy(moment ->
                        assertThat(moment).isBetween(share(0.6), share(0.9).plus(STEP)));
        assertThat(moments).doesNotHaveDuplicates();
    }

    @Test
    void aRenewedCertificateIsRenewedInItsTurn() {
        renewal.start();
        time.pass(LIFE.multipliedBy(10));

        assertThat(renewals).hasSizeBetween(11, 17);
        assertThat(taken).hasSameSizeAs(renewals);
        assertThat(firsts).isEmpty();
    }

    @Test
    void anotherSigningKeyMeansARenewalWithinHalfAMinute() {
        renewal.start();
        renewal.rootsChanged(roots("one"));
        assertThat(taken).isEmpty();

        renewal.rootsChanged(roots("two"));

        assertThat(taken).hasSize(1);
        assertThat(taken.getFirst().roots()).isEqualTo(roots("two"));
        time.pass(Duration.ofSeconds(30));
        assertThat(renewals).hasSize(1);
        assertThat(taken.getLast().roots()).isEqualTo(roots("two"));
        renewal.rootsChanged(roots("two"));
        time.pass(Duration.ofMinutes(10));
        assertThat(renewals).hasSize(1);
    }

    @Test
    void anotherTokenMeansARenewalAtOnce() {
        renewal.start();
        renewal.tokenChanged();
        time.pass(Duration.ofSeconds(1));

        assertThat(renewals).hasSize(1);
    }

    @Test
    void aRateLimitMovesTheRenewalIntoALaterWindow() {
        renewal.start();
        refusals.addAll(List.of("rpc error: Rate limit reached, try again later", "Rate limit reached"));
        renewal.tokenChanged();
        time.pass(Duration.ofMinutes(3));

        assertThat(renewals).hasSize(3);
        assertThat(Duration.between(renewals.get(0), renewals.get(1)))
                .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60).plus(STEP));
        assertThat(Duration.between(renewals.get(1), renewals.get(2)))
                .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(90).plus(STEP));
        assertThat(taken).hasSize(1);
    }

    @Test
    void failuresAreTriedAgainMoreAndMoreRarely() {
        renewal.start();
        refusals.addAll(List.of("a", "b", "c"));
        renewal.tokenChanged();
        time.pass(Duration.ofMinutes(1));

        assertThat(renewals).hasSize(4);
        assertThat(Duration.between(renewals.get(0), renewals.get(1)))
                .isBetween(Duration.ofSeconds(1), Duration.ofMillis(1250).plus(STEP));
        assertThat(Duration.between(renewals.get(2), renewals.get(3)))
                .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5).plus(STEP));
    }

    @Test
    void anExpiredCertificateIsAskedForLikeTheFirstEachMinute() {
        nobodyAnswers = true;
        renewal.start();
        time.pass(LIFE.plusSeconds(10));
        assertThat(firsts).isEmpty();
        assertThat(renewals).isNotEmpty();
        int tried = renewals.size();

        time.pass(Duration.ofSeconds(190));

        assertThat(firsts).hasSizeBetween(3, 4);
        assertThat(Duration.between(firsts.get(0), firsts.get(1))).isEqualTo(Duration.ofMinutes(1));
        assertThat(firsts.getFirst()).isAfter(begin.plus(LIFE).plusSeconds(10));
        assertThat(renewals).hasSize(tried);
        nobodyAnswers = false;
        time.pass(Duration.ofMinutes(1));
        assertThat(taken.getLast().manualCas()).containsExactly("m");
    }

    @Test
    void nothingHappensOnceItIsClosed() {
        renewal.start();
        renewal.close();
        renewal.rootsChanged(roots("two"));
        renewal.tokenChanged();
        time.pass(LIFE.multipliedBy(2));

        assertThat(renewals).isEmpty();
        assertThat(taken).isEmpty();
    }
}
