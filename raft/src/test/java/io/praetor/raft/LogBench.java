package io.praetor.raft;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Prints what one durable server takes: `java -cp ... io.praetor.raft.LogBench <directory> [inFlight] [seconds]`. Not
/// part of any build.
final class LogBench {

    private static final int COMMAND_BYTES = 200;

    private LogBench() {}

    private static final class NoMachine implements StateMachine {

        @Override
        public @Nullable Object apply(long index, long term, byte[] command) {
            return null;
        }

        @Override
        public StateSnapshot snapshot() {
            return new StateSnapshot() {
                @Override
                public void writeTo(OutputStream out) {}

                @Override
                public void close() {}
            };
        }

        @Override
        public void restore(InputStream state, long index, long term) {}
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        int inFlight = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 64;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        Files.createDirectories(directory);
        long start = System.nanoTime();
        PeerAddress self = new PeerAddress("bench", "127.0.0.1:8300");
        RaftSettings settings = directory.toString().equals("memory")
                ? RaftSettings.inMemory(self)
                : RaftSettings.durable(self, directory, true);
        CountDownLatch leading = new CountDownLatch(1);
        RecordingListener listener = new RecordingListener();
        try (ReplicatedLog log = Raft.start(
                settings,
                new NoMachine(),
                listener,
                new LoopbackTransport.Network().transport(),
                new SplittableRandom())) {
            while (!log.isLeader()) {
                leading.await(1, TimeUnit.MILLISECONDS);
            }
            System.out.printf(
                    "leader after %d ms%n",
                    Duration.ofNanos(System.nanoTime() - start).toMillis());
            if (seconds < 0) {
                idle(-seconds);
                return;
            }
            run(log, inFlight, seconds, false);
            run(log, inFlight, seconds, true);
            run(log, 1, seconds, true);
        }
    }

    private static void idle(int seconds) throws InterruptedException {
        ProcessHandle own = ProcessHandle.current();
        Thread.sleep(3000);
        Duration before = own.info().totalCpuDuration().orElse(Duration.ZERO);
        Thread.sleep(seconds * 1000L);
        Duration after = own.info().totalCpuDuration().orElse(Duration.ZERO);
        System.out.printf(
                "idle: %.2f %% of a core, %d threads%n",
                after.minus(before).toMillis() / (10.0 * seconds),
                ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private static void run(ReplicatedLog log, int inFlight, int seconds, boolean print) throws Exception {
        Semaphore slots = new Semaphore(inFlight);
        int[] micros = new int[20_000_000];
        AtomicInteger count = new AtomicInteger();
        AtomicInteger failures = new AtomicInteger();
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            slots.acquire();
            long sent = System.nanoTime();
            var _ = log.propose(new byte[COMMAND_BYTES]).whenComplete((_, error) -> {
                micros[count.getAndIncrement()] = (int) ((System.nanoTime() - sent) / 1000);
                if (error != null) {
                    failures.incrementAndGet();
                }
                slots.release();
            });
        }
        slots.acquire(inFlight);
        double elapsed = (System.nanoTime() - start) / 1e9;
        int n = count.get();
        Arrays.sort(micros, 0, n);
        if (print) {
            System.out.printf(
                    "%d in flight: %.0f op/s, p50 %d us, p99 %d us, p99.9 %d us, max %d us, failures %d%n",
                    inFlight,
                    n / elapsed,
                    micros[n / 2],
                    micros[(int) (n * 0.99)],
                    micros[(int) (n * 0.999)],
                    micros[n - 1],
                    failures.get());
        }
    }
}
