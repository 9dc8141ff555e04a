package io.praetor.gossip.sim;

import io.praetor.gossip.memberlist.MemberlistConfig;
import java.time.Duration;

/// What the papers say about a pool: SWIM (Das, Gupta, Motivala 2002) for who is probed when, Lifeguard (Dadgar,
/// Phillips, Currey 2017) for suspicions, and the spread of epidemics for gossip.
public final class Theory {

    /// How unlikely it may be that nobody probes a member for so long.
    private static final double RARE = 1e-6;

    private final MemberlistConfig config;
    private final int nodes;

    public Theory(MemberlistConfig config, int nodes) {
        this.config = config;
        this.nodes = nodes;
    }

    /// How long news take to reach everybody, as expected: the infected grow by the fanout each round until there is
    /// hardly anybody left to find, `log(n) / log(f + 1) + log(n) / f` rounds.
    public Duration dissemination() {
        double fanout = config.gossipNodes();
        double rounds = Math.log(nodes) / Math.log(fanout + 1) + Math.log(nodes) / fanout;
        return times(config.gossipInterval(), Math.ceil(rounds));
    }

    /// How long until somebody probes a dead member, as expected. In a round everybody probes one member, so nobody
    /// probes it with probability `(1 - 1 / (n - 1)) ^ (n - 1)`, about 1/e.
    public Duration firstProbe() {
        return times(config.probeInterval(), 1 / (1 - nobodyProbes()));
    }

    private double nobodyProbes() {
        return nodes <= 2 ? 0 : Math.pow(1 - 1.0 / (nodes - 1), nodes - 1.0);
    }

    /// The time of a suspicion that was confirmed as often as expected.
    public Duration shortestSuspicion() {
        double scale = Math.max(1, Math.log10(nodes));
        return times(config.probeInterval(), config.suspicionMult() * scale);
    }

    /// The time of one that nobody confirmed.
    public Duration longestSuspicion() {
        boolean alone = nodes - 2 < config.suspicionMult() - 2;
        return alone ? shortestSuspicion() : shortestSuspicion().multipliedBy(config.suspicionMaxTimeoutMult());
    }

    /// When everybody knows of a death, as expected where others confirm soon: waited for half an interval until the
    /// next probe, probed in vain, suspected for the shortest time, and told.
    public Duration expectedDeath() {
        return firstProbe()
                .minus(config.probeInterval().dividedBy(2))
                .plus(config.probeInterval())
                .plus(shortestSuspicion())
                .plus(dissemination());
    }

    /// By when everybody knows of a death, but for one case in a million: the same with the longest waits. Each member
    /// that hears of the suspicion has its own timer, so only the suspicion has to spread.
    public Duration latestDeath() {
        double rounds = nodes <= 2 ? 1 : Math.min(nodes - 1, Math.log(RARE) / Math.log(nobodyProbes()));
        return times(config.probeInterval(), Math.ceil(rounds) + 1)
                .plus(longestSuspicion())
                .plus(dissemination().multipliedBy(3));
    }

    /// What an idle member sends: a ping and an answer an interval, and two states a push/pull interval, for it begins
    /// one exchange and answers another.
    ///
    /// @param pingAndAck bytes of the two
    /// @param state      bytes of one member in a state
    public double idleBytesPerSecond(int pingAndAck, int state) {
        return pingAndAck / seconds(config.probeInterval()) + 2.0 * state * nodes / seconds(pushPullInterval());
    }

    /// What a member sends in packets for as long as it has more news than fit: full ones to a few, and one ping an
    /// interval that is filled with news as well.
    public double gossipBytesPerSecond() {
        double packets = config.gossipNodes() / seconds(config.gossipInterval()) + 1 / seconds(config.probeInterval());
        return packets * config.packetBudget();
    }

    /// The most that a member sends in states, on average, when all start at once and join a few: those answer with all
    /// who came before; everybody begins an exchange within the interval of a small pool, and one each interval of a
    /// large pool from then on, and answers as many.
    ///
    /// @param state bytes of one member in a state
    /// @param seeds how many are joined
    public double coldStateBytes(int state, int seeds, Duration time) {
        double exchanges =
                1 + Math.max(0, seconds(time.minus(config.pushPullInterval()))) / seconds(pushPullInterval());
        return state * (double) nodes * (1.0 / (2 * seeds) + 2 * exchanges);
    }

    /// How often a member begins an exchange of states.
    public Duration pushPullInterval() {
        int scale = 1;
        for (int limit = 32; limit < nodes; limit *= 2) {
            scale++;
        }
        return config.pushPullInterval().multipliedBy(scale);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static Duration times(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() * factor));
    }
}
