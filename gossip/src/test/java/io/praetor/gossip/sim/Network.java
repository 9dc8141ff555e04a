package io.praetor.gossip.sim;

import io.praetor.gossip.Endpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What lies between the hosts: it loses, delays and doubles what is sent, and can be cut.
public final class Network {

    private static final long RETRANSMIT_NANOS = 200_000_000;
    private static final int MOST_RETRANSMITS = 6;
    /// A gigabit a second.
    private static final int NANOS_PER_BYTE = 8;

    private final EventQueue events;
    private final RandomGenerator random;
    private final Trace trace;
    private final Map<Endpoint, Host> hosts = new HashMap<>();
    private final List<Cut> cuts = new ArrayList<>();
    private LinkFaults faults = LinkFaults.NONE;

    Network(EventQueue events, RandomGenerator random, Trace trace) {
        this.events = events;
        this.random = random;
        this.trace = trace;
    }

    /// A direction in which nothing gets through.
    private record Cut(Predicate<Host> from, Predicate<Host> to) {}

    void plug(Endpoint endpoint, Host host) {
        hosts.put(endpoint, host);
    }

    /// From now on the network is as bad as that.
    public void faults(LinkFaults now) {
        faults = now;
    }

    /// From now on nothing gets from these to those; the other way it does.
    public void cut(Predicate<Host> from, Predicate<Host> to) {
        cuts.add(new Cut(from, to));
    }

    /// From now on nothing gets from these to the others, nor back.
    public void partition(Predicate<Host> side) {
        cut(side, side.negate());
        cut(side.negate(), side);
    }

    /// Nothing is cut any more.
    public void heal() {
        cuts.clear();
    }

    @Nullable Host at(Endpoint endpoint) {
        return hosts.get(endpoint);
    }

    boolean isCut(Host from, Host to) {
        for (Cut cut : cuts) {
            if (cut.from.test(from) && cut.to.test(to)) {
                return true;
            }
        }
        return false;
    }

    /// How long something takes to get there, now.
    long delay() {
        long jitter = faults.jitter().toNanos();
        return faults.delay().toNanos() + (jitter > 0 ? random.nextLong(jitter) : 0);
    }

    /// How long a part of a stream takes, which is sent again until it gets there.
    long streamDelay(int bytes) {
        long delay = delay() + (long) bytes * NANOS_PER_BYTE;
        for (int tries = 0; tries < MOST_RETRANSMITS && isUnlucky(faults.loss()); tries++) {
            delay += RETRANSMIT_NANOS << tries;
        }
        return delay;
    }

    /// Sends a packet, with the luck it has.
    void send(Host from, Endpoint endpoint, byte[] packet) {
        from.traffic().sent(packet.length);
        Host to = hosts.get(endpoint);
        if (to == null || isCut(from, to) || isUnlucky(faults.loss())) {
            trace.add(events.now(), "lost", from, to == null ? from : to, packet);
            return;
        }
        trace.add(events.now(), "sent", from, to, packet);
        deliver(from, to, packet);
        if (isUnlucky(faults.duplicate())) {
            deliver(from, to, packet);
        }
    }

    private void deliver(Host from, Host to, byte[] packet) {
        events.plan(delay(), () -> to.receive(from, packet));
    }

    private boolean isUnlucky(double share) {
        return share > 0 && random.nextDouble() < share;
    }

    void note(String what, Host from, Host to, byte[] bytes) {
        trace.add(events.now(), what, from, to, bytes);
    }
}
