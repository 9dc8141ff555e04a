package io.praetor.gossip.sim;

import io.praetor.gossip.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A world: hosts, a network between them, and time that passes as fast as it can be worked out. All chance comes from
/// the seed, so the same seed and the same doings give the same world, which [#traceHash] shows.
///
/// ```
/// Simulation world = new Simulation(1);
/// Host host = world.host("a");
/// Swim member = Swim.start(MemberlistConfig.lan("a"), new Keyring(List.of()), delegate, host.environment());
/// world.run(Duration.ofSeconds(10));
/// ```
public final class Simulation {

    private static final int PORT = 7946;

    private final long seed;
    private final EventQueue events = new EventQueue();
    private final Trace trace;
    private final Network network;
    private final List<Host> hosts = new ArrayList<>();

    /// A world that keeps no text of what happens.
    public Simulation(long seed) {
        this(seed, false);
    }

    /// @param keepsText whether [#traceText] shall have all that happened
    public Simulation(long seed, boolean keepsText) {
        this.seed = seed;
        this.trace = new Trace(keepsText);
        this.network = new Network(events, chance(0), trace);
    }

    private RandomGenerator chance(long id) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 1_000_003 + id);
    }

    /// A new host at an address of its own, with a process that runs.
    public Host host(String name) {
        int id = hosts.size() + 1;
        return host(name, address(id));
    }

    /// A new host in the place of another that is dead: a process started again.
    public Host again(Host former) {
        return host(former.toString(), former.endpoint());
    }

    private Host host(String name, Endpoint endpoint) {
        int id = hosts.size() + 1;
        Host host = new Host(id, name, endpoint, events, network, chance(id));
        hosts.add(host);
        return host;
    }

    private static Endpoint address(int id) {
        try {
            byte[] address = {10, (byte) (id >>> 16), (byte) (id >>> 8), (byte) id};
            return new Endpoint(InetAddress.getByAddress(address), PORT);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What lies between the hosts.
    public Network network() {
        return network;
    }

    /// How long the world exists.
    public Duration now() {
        return Duration.ofNanos(events.now());
    }

    /// How many things happened.
    public long happened() {
        return events.happened();
    }

    /// Lets something happen in the world after a while.
    public void after(Duration delay, Runnable task) {
        events.plan(delay.toNanos(), task);
    }

    /// Lets time pass.
    public void run(Duration time) {
        events.runUntil(() -> false, time);
    }

    /// Lets time pass until something holds, which is asked after everything that happens.
    ///
    /// @return whether it does
    public boolean runUntil(BooleanSupplier condition, Duration limit) {
        return events.runUntil(condition, limit);
    }

    /// Writes something in the trace that the network does not see.
    public void note(String what, Host where, String about) {
        trace.add(events.now(), what, where, about);
    }

    /// All that happened, as a number.
    public long traceHash() {
        return trace.hash();
    }

    /// All that happened, if it was kept.
    public String traceText() {
        return trace.text();
    }
}
