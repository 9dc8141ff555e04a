package io.praetor.gossip.sim;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.memberlist.MemberlistConfig;
import io.praetor.gossip.wire.Message;
import io.praetor.model.Bytes;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Prints how pools of several sizes behave, beside what theory says of them, as rows of a table (`docs/gossip.md`).
///
/// ```
/// java -Xmx8g -cp … io.praetor.gossip.sim.Report 3 100 1000 5000
/// ```
public final class Report {

    private static final MemberlistConfig LAN = MemberlistConfig.lan("anybody");
    private static final int JOINS_PER_SECOND = 100;
    private static final int VICTIMS = 5;
    private static final double NEARLY = 0.99;
    private static final Duration COLD_LIMIT = Duration.ofMinutes(15);

    private final PrintStream out;
    private final long seed;
    private boolean broken;

    Report(PrintStream out, long seed) {
        this.out = out;
        this.seed = seed;
    }

    /// @param arguments sizes of pools; before one, `join:`, `life:` or `cold:` for one of its rows
    public static void main(String[] arguments) {
        Report report = new Report(System.out, 1);
        for (String argument : arguments.length == 0 ? new String[] {"3", "100", "1000"} : arguments) {
            int members = Integer.parseInt(argument.substring(argument.indexOf(':') + 1));
            switch (argument.substring(0, argument.indexOf(':') + 1)) {
                case "join:" -> report.join(members);
                case "life:" -> report.life(members);
                case "cold:" -> report.cold(members);
                default -> {
                    report.join(members);
                    report.life(members);
                    report.cold(members);
                }
            }
        }
        if (report.broken) {
            System.exit(1);
        }
    }

    /// Whether something was not as it must be.
    boolean isBroken() {
        return broken;
    }

    /// All start at once and join one after the other.
    void join(int members) {
        long begun = cpu();
        Simulation world = new Simulation(seed);
        Pool pool = new Pool(world, lan -> lan);
        Duration within = Duration.ofMillis(members * 1000L / JOINS_PER_SECOND);
        pool.addAll(members, within);
        boolean converged = world.runUntil(pool::isOfOneMind, Duration.ofMinutes(10));
        long sent = packetBytes(pool) + streamBytes(pool);
        check(converged && pool.falseDeaths() == 0 && pool.longestQueue() <= members);
        out.printf(
                Locale.ROOT,
                "| %d | join | %.1f s, the last %.1f s after it joined | news need %.1f s, %.0f s while the queues drain | %.0f kB | %d s |%n",
                members,
                seconds(world.now()),
                seconds(world.now().minus(within)),
                seconds(new Theory(LAN, members).dissemination()),
                drain(members),
                sent / 1e3 / members,
                (cpu() - begun) / 1_000_000_000);
    }

    /// All start at once and all join one of three at once: a datacenter after a power failure.
    void cold(int members) {
        long begun = cpu();
        Simulation world = new Simulation(seed);
        Pool pool = new Pool(world, lan -> lan);
        pool.addAll(members, Duration.ZERO);
        Theory theory = new Theory(LAN, members);
        Duration nearly = Duration.ZERO;
        int longest = 0;
        boolean converged = false;
        while (!converged && world.now().compareTo(COLD_LIMIT) < 0) {
            converged = world.runUntil(pool::isOfOneMind, Duration.ofSeconds(1));
            longest = Math.max(longest, pool.longestQueue());
            if (nearly.isZero() && pool.shareOfRightBeliefs() >= NEARLY) {
                nearly = world.now();
            }
        }
        check(converged && pool.falseDeaths() == 0 && longest <= members);
        long busiest = pool.members().stream()
                .map(member -> member.host().traffic())
                .mapToLong(traffic -> traffic.packetBytes() + traffic.streamBytes())
                .max()
                .orElse(0);
        out.printf(
                Locale.ROOT,
                "| %d | cold | %.0f s, all %.1f s | exchanges by %.0f s and %.0f s, %.0f s while the queues drain"
                        + " | %.0f kB packets, %.0f kB states, theory %.0f and at most %.0f; one of the three %.1f MB"
                        + " | queue %d | %d s |%n",
                members,
                seconds(nearly),
                seconds(world.now()),
                seconds(LAN.pushPullInterval()),
                seconds(LAN.pushPullInterval().plus(theory.pushPullInterval())),
                drain(members),
                packetBytes(pool) / 1e3 / members,
                streamBytes(pool) / 1e3 / members,
                theory.gossipBytesPerSecond() * seconds(world.now()) / 1e3,
                theory.coldStateBytes(entryBytes(), Pool.SEEDS, world.now()) / 1e3,
                busiest / 1e6,
                longest,
                (cpu() - begun) / 1_000_000_000);
    }

    /// How long members are busy with telling of all: each tells of each as often as the limit says.
    private static double drain(int members) {
        int perPacket = (LAN.packetBudget() - 2) / (aliveBytes() + 2);
        double perSecond = perPacket * LAN.gossipNodes() / seconds(LAN.gossipInterval());
        int digits = (int) Math.ceil(Math.log10(members + 1.0));
        return members * (double) LAN.retransmitMult() * digits / perSecond;
    }

    /// All know each other; nothing happens for a while, then some die.
    void life(int members) {
        long begun = cpu();
        Simulation world = new Simulation(seed);
        Pool pool = new Pool(world, lan -> lan);
        pool.addAcquainted(members);
        Theory theory = new Theory(LAN, members);
        world.run(LAN.pushPullInterval());
        // Everybody exchanged states once, for the first time comes within the interval of a small pool.
        double perSecond = packetBytes(pool) / seconds(LAN.pushPullInterval()) / members
                + streamBytes(pool) / seconds(theory.pushPullInterval()) / members;

        double firstSum = 0;
        double allSum = 0;
        double worst = 0;
        int victims = Math.min(VICTIMS, members / 2);
        for (int i = 0; i < victims; i++) {
            PoolMember victim = pool.members().get(members - 1 - i * (members / 10));
            Duration died = world.now();
            victim.kill();
            check(world.runUntil(pool::isOfOneMind, theory.latestDeath()));
            double all = seconds(world.now().minus(died));
            firstSum += seconds(pool.noticedAt(victim).minus(died));
            allSum += all;
            worst = Math.max(worst, all);
            world.run(Duration.ofSeconds(2));
        }
        check(pool.falseDeaths() == 0);
        out.printf(
                Locale.ROOT,
                "| %d | life | first %.1f s, all %.1f s, at worst %.1f s | all %.1f s, bound %.0f s | %.0f B/s, theory %.0f B/s | %d s |%n",
                members,
                firstSum / victims,
                allSum / victims,
                worst,
                seconds(theory.expectedDeath()),
                seconds(theory.latestDeath()),
                perSecond,
                theory.idleBytesPerSecond(pingAndAckBytes(), entryBytes()),
                (cpu() - begun) / 1_000_000_000);
    }

    private void check(boolean holds) {
        broken |= !holds;
    }

    private static long packetBytes(Pool pool) {
        return pool.members().stream()
                .mapToLong(member -> member.host().traffic().packetBytes())
                .sum();
    }

    private static long streamBytes(Pool pool) {
        return pool.members().stream()
                .mapToLong(member -> member.host().traffic().streamBytes())
                .sum();
    }

    private static int aliveBytes() {
        Endpoint at = new Simulation(1).host("a").endpoint();
        return new Message.Alive(1, "node-0000", at.address(), at.port(), Bytes.of(new byte[16]), vsn())
                .encode()
                .length;
    }

    private static int pingAndAckBytes() {
        Endpoint at = new Simulation(1).host("a").endpoint();
        return new Message.Ping(1000, "node-0000", at, "node-0000").encode().length
                + new Message.Ack(1000, Bytes.EMPTY).encode().length;
    }

    private static int entryBytes() {
        Endpoint at = new Simulation(1).host("a").endpoint();
        Message.Entry entry =
                new Message.Entry("node-0000", at.address(), at.port(), Bytes.of(new byte[16]), 1, 0, vsn());
        int one = new Message.PushPull(false, List.of(entry), Bytes.EMPTY).encodeStream().length;
        return new Message.PushPull(false, List.of(entry, entry), Bytes.EMPTY).encodeStream().length - one;
    }

    private static Bytes vsn() {
        return Bytes.of(new byte[6]);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
