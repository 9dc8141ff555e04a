package io.praetor.gossip.serf;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.Loop;
import io.praetor.gossip.Loop.Timer;
import io.praetor.gossip.memberlist.Memberlist;
import io.praetor.model.telemetry.Telemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the parts of one member share: its loop and chance, the clocks, everybody known, the queues, and those who
/// listen. Belongs to the loop.
final class Pool {

    private static final Logger LOG = LoggerFactory.getLogger(Pool.class);

    /// A member's own life.
    enum Phase {
        ALIVE,
        LEAVING,
        LEFT,
        SHUT_DOWN
    }

    final SerfConfig config;
    final String name;
    final Loop loop;
    final RandomGenerator random;
    final Telemetry telemetry;
    final LamportClock memberClock = new LamportClock();
    final LamportClock eventClock = new LamportClock();
    final LamportClock queryClock = new LamportClock();
    final MemberTable members;
    final Broadcasts broadcasts;

    private Consumer<SerfEvent> journal = _ -> {};
    private final List<Consumer<SerfEvent>> listeners = new CopyOnWriteArrayList<>();
    private final List<Repeating> repeating = new ArrayList<>();
    private @Nullable Memberlist memberlist;
    private Phase phase = Phase.ALIVE;

    /// @param self this member, as it starts
    Pool(SerfConfig config, Member self, int retransmitMult, Loop loop, RandomGenerator random, Telemetry telemetry) {
        this.config = config;
        name = self.name();
        members = new MemberTable(self);
        this.loop = loop;
        this.random = random;
        this.telemetry = telemetry;
        broadcasts = new Broadcasts(config, members, retransmitMult, telemetry);
        memberClock.increment();
        eventClock.increment();
        queryClock.increment();
    }

    void attach(Memberlist below) {
        memberlist = below;
    }

    /// The layer below; it is there once the pool was started.
    Memberlist memberlist() {
        if (memberlist == null) {
            throw new IllegalStateException("the pool of " + name + " was not started");
        }
        return memberlist;
    }

    boolean isAttached() {
        return memberlist != null;
    }

    Endpoint endpoint() {
        return memberlist().local().endpoint();
    }

    Phase phase() {
        return phase;
    }

    void phase(Phase next) {
        phase = next;
    }

    /// Who writes down what happens, questions of the pool's own too.
    void journal(Consumer<SerfEvent> writer) {
        journal = writer;
    }

    void note(SerfEvent event) {
        journal.accept(event);
    }

    /// From any thread, and at once: who looks at the members after this misses nothing.
    void listen(Consumer<SerfEvent> listener) {
        listeners.add(listener);
    }

    /// Tells those who listen. One that fails does not keep it from the others.
    void emit(SerfEvent event) {
        note(event);
        for (Consumer<SerfEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("a listener failed");
            }
        }
    }

    void emit(SerfEvent.Kind kind, Member member) {
        emit(new SerfEvent.Members(kind, List.of(member)));
    }

    /// Does something again and again until the pool is shut down.
    void every(Duration interval, Runnable task) {
        Repeating again = new Repeating(interval, task);
        repeating.add(again);
        again.next();
    }

    void stopRepeating() {
        repeating.forEach(Repeating::stop);
    }

    private final class Repeating {
        private final Duration interval;
        private final Runnable task;
        private @Nullable Timer timer;
        private boolean stopped;

        Repeating(Duration interval, Runnable task) {
            this.interval = interval;
            this.task = task;
        }

        void next() {
            timer = loop.schedule(interval, this::run);
        }

        private void run() {
            if (stopped) {
                return;
            }
            try {
                task.run();
            } finally {
                if (!stopped) {
                    next();
                }
            }
        }

        void stop() {
            stopped = true;
            if (timer != null) {
                timer.cancel();
            }
        }
    }
}
