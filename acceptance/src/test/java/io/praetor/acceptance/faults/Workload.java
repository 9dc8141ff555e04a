package io.praetor.acceptance.faults;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Clients that never stop using the cluster.
final class Workload implements Closeable {

    /// Clients of one lane: the more, the more orders the judge has to look at.
    private static final int CLIENTS = 3;

    private final Supplier<List<ServerProcess>> servers;
    private final List<Lane> lanes;
    private final long pause;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    private volatile boolean running = true;

    /// @param servers those that may be asked; some of them may not answer
    /// @param pause   of a client between two requests
    Workload(Supplier<List<ServerProcess>> servers, List<Lane> lanes, Duration pause) {
        this.servers = servers;
        this.lanes = List.copyOf(lanes);
        this.pause = pause.toNanos();
    }

    void start(SplittableRandom random) {
        for (int lane = 0; lane < lanes.size(); lane++) {
            for (int client = 0; client < CLIENTS; client++) {
                Lane own = lanes.get(lane);
                String name = "c" + lane + "." + client;
                RandomGenerator chance = random.split();
                threads.add(Thread.ofPlatform().name("client-" + name).start(() -> run(own, name, chance)));
            }
        }
    }

    private void run(Lane lane, String client, RandomGenerator random) {
        while (running) {
            List<ServerProcess> all = servers.get();
            try {
                lane.step(client, all.get(random.nextInt(all.size())), random);
                answered.incrementAndGet();
            } catch (IOException failed) {
                unanswered.incrementAndGet();
            }
            LockSupport.parkNanos(pause);
        }
    }

    /// Requests that were answered so far.
    long answered() {
        return answered.get();
    }

    /// Requests that were refused, or whose answer was lost.
    long unanswered() {
        return unanswered.get();
    }

    List<Lane> lanes() {
        return lanes;
    }

    /// Stops the clients once their requests under way are over.
    @Override
    public void close() {
        running = false;
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException stop) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
