package io.praetor.acceptance.faults;

import io.praetor.acceptance.linearizability.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Clients use a cluster while one fault after the other happens to it; then what they saw is judged.
final class Campaign {

    private static final long CONVERGENCE_SECONDS = 60;

    private final FaultCluster cluster;
    private final Map<String, Supplier<Fault>> kinds;
    private final SplittableRandom random;
    private final HistoryClock clock = new HistoryClock();
    private final List<String> diary = new ArrayList<>();
    private final Map<String, List<Long>> recoveries = new TreeMap<>();

    Campaign(FaultCluster cluster, Map<String, Supplier<Fault>> kinds, SplittableRandom random) {
        this.cluster = cluster;
        this.kinds = new TreeMap<>(kinds);
        this.random = random;
    }

    /// What came of it.
    ///
    /// @param answered   requests
    /// @param judged     one for each thing that was used
    /// @param differing  what servers had otherwise than their leader in the end
    /// @param trouble    why it ended early; empty: it did not
    /// @param diary      what happened when
    /// @param recoveries milliseconds from the end of each kind of fault until all was well
    record Outcome(
            long answered,
            long unanswered,
            List<Target.Judged> judged,
            List<String> differing,
            String trouble,
            List<String> diary,
            Map<String, List<Long>> recoveries) {

        List<Target.Judged> violations() {
            return judged.stream()
                    .filter(one -> one.verdict() instanceof Verdict.Violation)
                    .toList();
        }

        List<Target.Judged> undecided() {
            return judged.stream()
                    .filter(one -> one.verdict() instanceof Verdict.Undecided)
                    .toList();
        }

        long operations() {
            return judged.stream().mapToLong(Target.Judged::operations).sum();
        }
    }

    /// Runs faults, each kind in turn in a new order every time, until the time is over or `most` have happened.
    Outcome run(Duration length, int most, Duration pause) throws IOException, InterruptedException {
        Requests.put(cluster.any(), "/v1/catalog/register", """
                {"Node": "%s", "Address": "192.0.2.1"}""".formatted(ServiceRegister.NODE));
        List<Lane> lanes = List.of(
                new RegisterLane(clock, "faults/a", KvRegister::new, true),
                new RegisterLane(clock, "faults/b", KvRegister::new, true),
                new RegisterLane(clock, "faults-service", ServiceRegister::new, false),
                new LockLane(clock, "faults/lock"));
        Workload workload = new Workload(cluster::servers, lanes, pause);
        long start = clock.now();
        String trouble = "";
        try (workload) {
            workload.start(random.split());
            List<String> left = new ArrayList<>();
            for (int count = 0; count < most && clock.now() - start < length.toNanos(); count++) {
                if (left.isEmpty()) {
                    left.addAll(kinds.keySet());
                }
                String kind = left.remove(random.nextInt(left.size()));
                try {
                    one(kind, start);
                } catch (IOException e) {
                    trouble = kind + ": " + e.getMessage();
                    break;
                }
            }
        }
        return judge(workload, trouble);
    }

    private void one(String kind, long start) throws IOException, InterruptedException {
        clock.settle();
        Thread.sleep(500 + random.nextInt(1500));
        Fault fault = Objects.requireNonNull(kinds.get(kind)).get();
        clock.disturb();
        long begun = clock.now();
        fault.begin().run();
        if (fault.holds()) {
            Thread.sleep(1000 + random.nextInt(9000));
        }
        fault.heal().run();
        long healed = clock.now();
        cluster.awaitService();
        long well = clock.now();
        recoveries.computeIfAbsent(kind, _ -> new ArrayList<>()).add((well - healed) / 1_000_000);
        diary.add("%6.1f s  %-40s lasted %5.1f s, well after %5.1f s"
                .formatted((begun - start) / 1e9, fault.name(), (healed - begun) / 1e9, (well - healed) / 1e9));
        System.out.println(diary.getLast());
    }

    private Outcome judge(Workload workload, String trouble) throws IOException, InterruptedException {
        List<String> differing = List.of();
        if (trouble.isEmpty()) {
            ServerProcess leader = cluster.leader().orElseThrow();
            for (Lane lane : workload.lanes()) {
                lane.readAll(leader);
            }
            differing = differences(workload, leader);
        }
        List<Target.Judged> judged = workload.lanes().stream()
                .flatMap(lane -> lane.targets().stream())
                .<Target.Judged>map(target -> target.judge(clock))
                .toList();
        return new Outcome(
                workload.answered(), workload.unanswered(), judged, differing, trouble, List.copyOf(diary), recoveries);
    }

    /// Followers may be a moment behind.
    private List<String> differences(Workload workload, ServerProcess leader) throws IOException, InterruptedException {
        long deadline =
                System.nanoTime() + Duration.ofSeconds(CONVERGENCE_SECONDS).toNanos();
        while (true) {
            List<String> differing = new ArrayList<>();
            for (ServerProcess server : cluster.servers()) {
                for (Lane lane : workload.lanes()) {
                    differing.addAll(lane.differences(server, leader));
                }
            }
            if (differing.isEmpty() || System.nanoTime() > deadline) {
                return differing;
            }
            Thread.sleep(200);
        }
    }

    /// A few lines for people.
    static String summary(Outcome outcome, long seed) {
        Stream<String> recoveries = outcome.recoveries().entrySet().stream()
                .map(one -> "%-32s %3d times, well after %s ms"
                        .formatted(one.getKey(), one.getValue().size(), one.getValue()));
        return "seed %d: %d requests answered, %d not; %d operations on %d objects judged, %d violations, %d undecided%n%s"
                .formatted(
                        seed,
                        outcome.answered(),
                        outcome.unanswered(),
                        outcome.operations(),
                        outcome.judged().size(),
                        outcome.violations().size(),
                        outcome.undecided().size(),
                        String.join("\n", recoveries.toList()));
    }
}
