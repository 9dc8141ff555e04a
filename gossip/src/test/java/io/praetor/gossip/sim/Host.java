package io.praetor.gossip.sim;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.Loop;
import io.praetor.gossip.Transport;
import io.praetor.gossip.memberlist.Environment;
import io.praetor.gossip.memberlist.Resolver;
import io.praetor.model.telemetry.Telemetry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A machine with one process: its clock, its loop and its place in the network. The process can be paused, when all
/// that would happen waits, and killed, when nothing does any more.
public final class Host implements Loop {

    /// What a socket keeps for a process that does not read.
    private static final int MOST_WAITING = 1000;

    private final int id;
    private final String name;
    private final EventQueue events;
    private final RandomGenerator random;
    private final HostTransport transport;
    private final Traffic traffic = new Traffic();
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(1);
    private double rate = 1;
    private long clockOrigin;
    private long origin;
    private boolean paused;
    private boolean dead;
    private Transport.@Nullable Receiver receiver;

    Host(int id, String name, Endpoint endpoint, EventQueue events, Network network, RandomGenerator random) {
        this.id = id;
        this.name = name;
        this.events = events;
        this.random = random;
        this.transport = new HostTransport(this, endpoint, events, network);
        this.clockOrigin = random.nextLong(1L << 40);
        this.origin = events.now();
        network.plug(endpoint, this);
    }

    /// The world as a member on this host sees it.
    public Environment environment() {
        return new Environment(this, transport, Resolver.NONE, random, Telemetry.NONE);
    }

    /// Where it is in the network.
    public Endpoint endpoint() {
        return transport.local();
    }

    /// Its number, by age.
    public int id() {
        return id;
    }

    /// What it sent so far.
    public Traffic traffic() {
        return traffic;
    }

    @Override
    public String toString() {
        return name;
    }

    /// Its clock runs that much faster from now on.
    public void clockRate(double faster) {
        clockOrigin = nanoTime();
        origin = events.now();
        rate = faster;
    }

    @Override
    public long nanoTime() {
        return clockOrigin + (long) ((events.now() - origin) * rate);
    }

    @Override
    public void execute(Runnable task) {
        events.plan(0, () -> run(task));
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        Alarm alarm = new Alarm(task);
        long nanos = delay.toNanos();
        events.plan(rate == 1 ? nanos : (long) (nanos / rate), () -> run(alarm));
        return alarm;
    }

    /// A task that may be called off.
    private static final class Alarm implements Timer, Runnable {
        private @Nullable Runnable task;

        Alarm(Runnable task) {
            this.task = task;
        }

        @Override
        public void cancel() {
            task = null;
        }

        @Override
        public void run() {
            if (task != null) {
                task.run();
            }
        }
    }

    /// Runs something in the process; later, if it is paused.
    void run(Runnable task) {
        if (dead) {
            return;
        }
        if (paused) {
            waiting.add(task);
        } else {
            task.run();
        }
    }

    void listen(Transport.Receiver now) {
        receiver = now;
    }

    void receive(Host from, byte[] packet) {
        if (!paused || waiting.size() < MOST_WAITING) {
            run(() -> {
                if (receiver != null) {
                    receiver.packet(from.endpoint(), packet);
                }
            });
        }
    }

    /// A stream arrives.
    void accept(Host from, byte[] message, Transport.Answer answer) {
        run(() -> {
            if (receiver != null) {
                receiver.stream(from.endpoint(), message, answer);
            } else {
                answer.close();
            }
        });
    }

    /// Nothing happens in the process until [#resume].
    public void pause() {
        paused = true;
    }

    /// All that waited happens now, at once.
    public void resume() {
        paused = false;
        while (!waiting.isEmpty() && !paused) {
            run(waiting.poll());
        }
    }

    /// The process ends without a word.
    public void kill() {
        dead = true;
        waiting.clear();
    }

    /// Whether there is no process any more.
    public boolean isDead() {
        return dead;
    }
}
