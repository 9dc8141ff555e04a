package io.praetor.agent.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.praetor.agent.check.probe.AgentTls;
import io.praetor.agent.check.probe.Probe;
import io.praetor.agent.check.probe.ProbeSettings;
import io.praetor.model.catalog.CheckType;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.HealthCheckDefinition;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.server.Cancellable;
import io.praetor.server.assembly.Seams;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckRunnerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestTime time = new TestTime();
    private final List<String> told = new ArrayList<>();
    private final Map<CheckType, FakeProbe> probes = new HashMap<>();
    private final Health health = new Health();
    private final CheckRunner runner = new CheckRunner(
            new CheckSettings("n1", 4096, new ProbeSettings(() -> AgentTls.NONE, "", "")),
            new Seams(time::now, time::nanos, new Random(1)),
            time.wheel,
            this::probe,
            health,
            new NoQueries(),
            Telemetry.NONE,
            (id, status, output) -> told.add(id + " " + status + " " + output));

    private @Nullable Probe probe(CheckType type, int limit) {
        boolean network = !type.tcp().isEmpty();
        boolean program = type.scriptArgs() != null && !type.scriptArgs().isEmpty();
        if (!network && !program) {
            return null;
        }
        Duration timeout = Duration.ofNanos(type.timeout() > 0 ? type.timeout() : 10_000_000_000L);
        return probes.computeIfAbsent(
                type, _ -> new FakeProbe(timeout, network ? Probe.Kind.NETWORK : Probe.Kind.PROCESS));
    }

    /// Starts a check and gives what looks for it.
    private FakeProbe start(String id, String type) {
        CheckType parsed = Types.of(type);
        runner.start(new Checks.Spec(id, parsed, "", ""));
        return probes.getOrDefault(parsed, new FakeProbe(SECOND, Probe.Kind.NETWORK));
    }

    @Test
    void looksFirstAtARandomMomentWithinTheInterval() {
        Map<String, Long> first = new HashMap<>();
        List<FakeProbe> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            all.add(start("c" + i, "{'TCP':'h:" + i + "','Interval':'10s'}"));
        }

        List<Integer> perSecond = new ArrayList<>();
        for (int second = 0; second < 10; second++) {
            int before = first.size();
            time.pass(SECOND);
            for (int i = 0; i < all.size(); i++) {
                if (!all.get(i).looks.isEmpty()) {
                    first.putIfAbsent("c" + i, (long) second);
                }
            }
            perSecond.add(first.size() - before);
        }

        // 50 are expected; a seed that gives less than 25 or more than 80 would be no uniform one
        assertThat(perSecond).allSatisfy(count -> assertThat(count).isBetween(25, 80));
        assertThat(first).hasSizeGreaterThan(495);
    }

    @Test
    void waitsAnIntervalAfterALookHasEnded() {
        FakeProbe probe = start("c", "{'TCP':'h:1','Interval':'10s','Timeout':'1m'}");
        time.pass(Duration.ofMillis(10_020));
        assertThat(probe.looks).hasSize(1);

        time.pass(Duration.ofSeconds(25));
        assertThat(probe.looks).as("while it looks it does not look again").hasSize(1);
        probe.last().find("passing", "ok");
        time.pass(Duration.ofMillis(9_980));
        assertThat(probe.looks).hasSize(1);
        time.pass(Duration.ofMillis(60));

        assertThat(probe.looks).hasSize(2);
        assertThat(told).containsExactly("c passing ok");
    }

    @Test
    void looksNoMoreOftenThanOnceASecond() {
        FakeProbe probe = start("c", "{'TCP':'h:1','Interval':'1ms'}");

        for (int i = 0; i < 500; i++) {
            time.pass(Duration.ofMillis(10));
            if (!probe.looks.isEmpty()) {
                probe.last().find("passing", "");
            }
        }

        assertThat(probe.looks).hasSizeBetween(4, 5);
    }

    @Test
    void endsALookThatTakesTooLong() {
        FakeProbe probe = start("c", "{'TCP':'h:1','Interval':'1s','Timeout':'3s'}");
        time.pass(Duration.ofMillis(1_020));

        FakeProbe.Look look = probe.looks.getFirst();

        time.pass(Duration.ofMillis(1_980));
        assertThat(look.expired).isFalse();
        time.pass(Duration.ofMillis(1_020));

        assertThat(look.expired).isTrue();
        assertThat(told).containsExactly("c critical too late");
    }

    @Test
    void tellsNothingAfterItWasStopped() {
        FakeProbe probe = start("c", "{'TCP':'h:1','Interval':'1s'}");
        time.pass(Duration.ofMillis(1_020));

        runner.stop("c");
        probe.last().find("passing", "late");
        time.pass(Duration.ofSeconds(5));

        assertThat(probe.last().cancelled).isTrue();
        assertThat(probe.looks).hasSize(1);
        assertThat(told).isEmpty();
        assertThat(time.wheel.size()).isZero();
    }

    @Test
    void replacesACheckThatRunsUnderTheSameId() {
        FakeProbe old = start("c", "{'TCP':'old:1','Interval':'1s'}");
        time.pass(Duration.ofMillis(1_020));

        FakeProbe young = start("c", "{'TCP':'young:1','Interval':'1s'}");
        time.pass(Duration.ofMillis(1_020));
        old.last().find("critical", "old");
        young.last().find("passing", "young");

        assertThat(told).containsExactly("c passing young");
        assertThat(runner.counts().all()).isEqualTo(1);
    }

    @Test
    void runsABoundedNumberOfProgramsAndTheOthersInTurn() {
        List<FakeProbe> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(start("c" + i, "{'ScriptArgs':['s" + i + "'],'Interval':'1s','Timeout':'1h'}"));
        }
        time.pass(Duration.ofMillis(1_020));
        assertThat(all.stream().filter(probe -> !probe.looks.isEmpty())).hasSize(128);

        for (int round = 0; round < 2; round++) {
            all.stream()
                    .filter(probe -> !probe.looks.isEmpty())
                    .forEach(probe -> probe.last().find("passing", ""));
        }

        assertThat(all).allSatisfy(probe -> assertThat(probe.looks).hasSize(1));
    }

    @Test
    void aStoppedCheckMakesRoomForOthers() {
        for (int i = 0; i < 129; i++) {
            start("c" + i, "{'ScriptArgs':['s" + i + "'],'Interval':'1s','Timeout':'1h'}");
        }
        time.pass(Duration.ofMillis(1_020));
        FakeProbe waiting = probes.values().stream()
                .filter(probe -> probe.looks.isEmpty())
                .findFirst()
                .orElseThrow();

        for (int i = 0; i < 129; i++) {
            CheckType type = Types.of("{'ScriptArgs':['s" + i + "'],'Interval':'1s','Timeout':'1h'}");
            if (!Objects.requireNonNull(probes.get(type)).looks.isEmpty()) {
                runner.stop("c" + i);
                break;
            }
        }

        assertThat(waiting.looks).hasSize(1);
    }

    @Test
    void heedsThresholds() {
        FakeProbe probe = start("c", "{'TCP':'h:1','Interval':'1s','FailuresBeforeCritical':2}");

        for (String status : List.of("passing", "critical", "critical")) {
            time.pass(Duration.ofMillis(1_020));
            probe.last().find(status, "");
        }

        assertThat(told).containsExactly("c passing ", "c critical ");
    }

    @Test
    void aTtlCheckExpiresUnlessItIsTold() {
        start("t", "{'TTL':'5s'}");
        time.pass(Duration.ofSeconds(4));
        TtlState state = runner.updateTtl("t", "warning", "so so");
        assertThat(state).isEqualTo(new TtlState("warning", "so so", time.now().plusSeconds(5)));
        time.pass(Duration.ofMillis(4_980));
        assertThat(told).containsExactly("t warning so so");

        time.pass(Duration.ofMillis(40));
        time.pass(Duration.ofMinutes(1));

        assertThat(told)
                .containsExactly(
                        "t warning so so", "t critical TTL expired (last output before timeout follows): so so");
    }

    @Test
    void aTtlCheckThatWasNeverToldExpiresWithoutOutput() {
        start("t", "{'TTL':'300ms'}");

        time.pass(Duration.ofMillis(320));

        assertThat(told).containsExactly("t critical TTL expired");
    }

    @Test
    void cutsTheOutputOfATtlCheck() {
        start("t", "{'TTL':'5s','OutputMaxSize':4}");

        TtlState state = runner.updateTtl("t", "passing", "abcdef");

        assertThat(told).containsExactly("t passing abcd ... (captured 4 of 6 bytes)");
        assertThat(state).isNotNull();
    }

    @Test
    void theAgentsOutputLimitHoldsForAllChecks() {
        start("t", "{'TTL':'5s','OutputMaxSize':100000}");

        runner.updateTtl("t", "passing", "x".repeat(5000));

        assertThat(told).containsExactly("t passing " + "x".repeat(4096) + " ... (captured 4096 of 5000 bytes)");
    }

    @Test
    void aRestoredTtlCheckExpiresWhenItWouldHave() {
        start("t", "{'TTL':'1m'}");

        runner.restoreTtl("t", "before", time.now().plusSeconds(10));
        time.pass(Duration.ofMillis(9_980));
        assertThat(told).isEmpty();
        time.pass(Duration.ofMillis(40));

        assertThat(told).containsExactly("t critical TTL expired (last output before timeout follows): before");
    }

    @Test
    void aRestoredTtlCheckGetsNoMoreThanItsTtl() {
        start("t", "{'TTL':'10s'}");

        runner.restoreTtl("t", "", time.now().plus(Duration.ofDays(1)));
        time.pass(Duration.ofMillis(10_020));

        assertThat(told).containsExactly("t critical TTL expired");
    }

    @Test
    void onlyTtlChecksCanBeTold() {
        start("c", "{'TCP':'h:1','Interval':'1s'}");

        assertThat(runner.updateTtl("c", "passing", "")).isNull();
        assertThat(runner.updateTtl("none", "passing", "")).isNull();
        assertThat(told).isEmpty();
    }

    @Test
    void anAliasFollowsAServiceOfThisAgent() {
        start("a", "{'AliasService':'web'}");
        time.pass(Duration.ofMillis(20));
        assertThat(told).containsExactly("a critical Service web could not be found on node n1");

        health.set("web");
        time.pass(Duration.ofMillis(20));
        health.set("web", check("n", "passing", ""), check("w", "warning", "slow"));
        time.pass(Duration.ofMillis(20));
        health.set("web", check("w", "warning", "slow"), check("d", "critical", "disk full"));
        time.pass(Duration.ofMillis(20));
        health.set("web", check("a", "critical", "itself"), check("n", "passing", ""));
        time.pass(Duration.ofMillis(20));

        assertThat(told.subList(1, 5))
                .containsExactly(
                        "a passing No checks found.",
                        "a warning Aliased check \"Check w\" failing: slow",
                        "a critical Aliased check \"Check d\" failing: disk full",
                        "a passing All checks passing.");
    }

    @Test
    void aliasesOfEachOtherDoNotGrowForEver() {
        health.set("web", check("d", "critical", "x".repeat(100_000)));

        start("a", "{'AliasService':'web'}");

        assertThat(told).hasSize(1);
        assertThat(told.getFirst()).hasSizeLessThan(5_300).contains(" ... (captured 5120 of 100");
    }

    @Test
    void anAliasLooksOnceAMinuteWhateverItHears() {
        health.set("web");
        start("a", "{'AliasService':'web'}");
        time.pass(Duration.ofMillis(20));

        time.pass(Duration.ofMinutes(3).plusMillis(100));

        assertThat(told).hasSize(4);
    }

    @Test
    void anAliasHasItsWordAtOnce() {
        health.set("web");

        start("a", "{'AliasService':'web'}");

        assertThat(told).containsExactly("a passing No checks found.");
    }

    @Test
    void aBurstOfChangesMakesOneLook() {
        health.set("web");
        start("a", "{'AliasService':'web'}");
        told.clear();
        for (int i = 0; i < 100; i++) {
            health.set("web");
        }

        time.pass(Duration.ofMillis(20));

        assertThat(told).hasSize(1);
    }

    @Test
    void aStoppedAliasHearsNothing() {
        start("a", "{'AliasService':'web'}");
        time.pass(Duration.ofMillis(20));

        runner.stop("a");
        health.set("web");
        time.pass(Duration.ofMinutes(2));

        assertThat(told).hasSize(1);
        assertThat(health.listeners).isEmpty();
    }

    @Test
    void countsWhatRuns() {
        start("t", "{'TTL':'5s'}");
        start("s", "{'ScriptArgs':['x'],'Interval':'1s'}");
        start("n", "{'TCP':'h:1','Interval':'1s'}");

        assertThat(runner.counts()).isEqualTo(new Checks.Counts(1, 1, 3));
        runner.close();
        assertThat(runner.counts()).isEqualTo(new Checks.Counts(0, 0, 0));
        assertThat(time.wheel.size()).isZero();
    }

    @Test
    void refusesACheckOfNoKind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start("x", "{'Name':'x'}"))
                .withMessage("Check type is not valid");
        assertThat(runner.counts().all()).isZero();
    }

    private static HealthCheck check(String id, String status, String output) {
        HealthCheckDefinition none =
                new HealthCheckDefinition(0, 0, 0, 0, "", false, null, "", "", "", null, "", "", "", false, "", "", 0);
        return new HealthCheck("n1", id, "Check " + id, status, "", output, "", "", List.of(), "", none, 0, 0);
    }

    private static final class Health implements LocalHealth {
        private final Map<String, List<HealthCheck>> services = new HashMap<>();
        private final Map<String, Runnable> listeners = new HashMap<>();

        void set(String service, HealthCheck... checks) {
            services.put(service, List.of(checks));
            Runnable listener = listeners.get(service);
            if (listener != null) {
                listener.run();
            }
        }

        @Override
        public boolean hasService(String serviceId) {
            return services.containsKey(serviceId);
        }

        @Override
        public List<HealthCheck> checksFor(String serviceId) {
            return services.getOrDefault(serviceId, List.of());
        }

        @Override
        public AutoCloseable onChange(String serviceId, Runnable changed) {
            listeners.put(serviceId, changed);
            return () -> listeners.remove(serviceId);
        }
    }

    private static final class NoQueries implements Queries {
        @Override
        public <T extends @Nullable Object> Cancellable read(
                Query<T> query, ReadOptions options, ReadCallback<T> done) {
            throw new AssertionError("nobody asked");
        }
    }
}
