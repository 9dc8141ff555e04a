package io.praetor.gossip.memberlist;

import io.praetor.gossip.memberlist.Node.Versions;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/// What can be turned on a pool (`gossip-memberlist.md` §12). All members of a pool should have the same timings: those
/// that wait longer accuse others later, those that wait less accuse wrongly. Begin with a profile:
///
/// ```
/// MemberlistConfig config = MemberlistConfig.lan("node1").with(change -> change.gossipNodes(4));
/// ```
///
/// @param name this member's name, unique in the pool
/// @param versions what this member speaks; the layer above owns the last three (§3.2)
/// @param streamTimeout how long a stream may take
/// @param indirectChecks how many others are asked to probe a member that does not answer (SWIM's k). More: fewer false
///     suspicions, more packets when somebody fails
/// @param retransmitMult how often news are sent: times `ceil(log10(n + 1))`. More: surer, more packets
/// @param suspicionMult shortest time of a suspicion: times `log10(n)` probe intervals. More: fewer false deaths,
///     failures are noticed later. Less two, how many confirmations shorten a suspicion to that
/// @param suspicionMaxTimeoutMult longest time of a suspicion in shortest times
/// @param pushPullInterval how often whole states are exchanged with somebody; zero: never. Heals what gossip missed;
///     grows with the logarithm of the pool beyond 32 members
/// @param probeInterval how often somebody is probed; the rest of the failure detector scales with it
/// @param probeTimeout how long an answer may take before others are asked; above the 99th percentile of round trips
/// @param tcpPings whether a stream is tried too when packets get no answer
/// @param awarenessMaxMultiplier how many times longer an unwell member waits at most, Lifeguard's S
/// @param gossipInterval how often news are sent; zero: only along with probes
/// @param gossipNodes to how many members each time
/// @param gossipToTheDeadTime how long the dead still hear news, so that they can refute; then they are forgotten
/// @param deadNodeReclaimTime after how long a dead member's name may appear at another address; zero: never
/// @param compress whether what is sent is compressed
/// @param verifyIncoming with keys: whether what is not encrypted is refused
/// @param verifyOutgoing with keys: whether what is sent is encrypted
/// @param label the pool's label; empty: none (§4.5)
/// @param skipInboundLabelCheck whether the label was taken off and checked by somebody before (§4.5)
/// @param packetBudget the longest datagram that is sent
/// @param handoffQueueDepth how many messages wait to be processed at most, of each of two kinds
/// @param allowed networks that members may be in; empty: anywhere
public record MemberlistConfig(
        String name,
        Versions versions,
        Duration streamTimeout,
        int indirectChecks,
        int retransmitMult,
        int suspicionMult,
        int suspicionMaxTimeoutMult,
        Duration pushPullInterval,
        Duration probeInterval,
        Duration probeTimeout,
        boolean tcpPings,
        int awarenessMaxMultiplier,
        Duration gossipInterval,
        int gossipNodes,
        Duration gossipToTheDeadTime,
        Duration deadNodeReclaimTime,
        boolean compress,
        boolean verifyIncoming,
        boolean verifyOutgoing,
        String label,
        boolean skipInboundLabelCheck,
        int packetBudget,
        int handoffQueueDepth,
        List<Network> allowed) {

    /// @param allowed copied
    public MemberlistConfig {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("name is empty");
        }
        if (probeInterval.compareTo(Duration.ZERO) <= 0 || probeTimeout.compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException("probe interval and timeout must be positive");
        }
        if (awarenessMaxMultiplier < 1 || retransmitMult < 1 || suspicionMult < 1 || suspicionMaxTimeoutMult < 1) {
            throw new IllegalArgumentException("multipliers must be at least 1");
        }
        allowed = List.copyOf(allowed);
    }

    /// For one datacenter's network.
    public static MemberlistConfig lan(String name) {
        return new Change(name).build();
    }

    /// For networks between datacenters: slower and more patient.
    public static MemberlistConfig wan(String name) {
        return lan(name)
                .with(change -> change.streamTimeout(Duration.ofSeconds(30))
                        .suspicionMult(6)
                        .pushPullInterval(Duration.ofSeconds(60))
                        .probeTimeout(Duration.ofSeconds(3))
                        .probeInterval(Duration.ofSeconds(5))
                        .gossipNodes(4)
                        .gossipInterval(Duration.ofMillis(500))
                        .gossipToTheDeadTime(Duration.ofSeconds(60)));
    }

    /// For one machine: hasty.
    public static MemberlistConfig local(String name) {
        return lan(name)
                .with(change -> change.streamTimeout(Duration.ofSeconds(1))
                        .indirectChecks(1)
                        .retransmitMult(2)
                        .suspicionMult(3)
                        .pushPullInterval(Duration.ofSeconds(15))
                        .probeTimeout(Duration.ofMillis(200))
                        .gossipInterval(Duration.ofMillis(100))
                        .gossipToTheDeadTime(Duration.ofSeconds(15)));
    }

    /// The same with something else.
    public MemberlistConfig with(UnaryOperator<Change> changes) {
        return changes.apply(new Change(this)).build();
    }

    /// Another configuration in the making. The methods are named as the components.
    public static final class Change {
        private String name;
        private Versions versions = new Versions(1, 5, 2, 0, 0, 0);
        private Duration streamTimeout = Duration.ofSeconds(10);
        private int indirectChecks = 3;
        private int retransmitMult = 4;
        private int suspicionMult = 4;
        private int suspicionMaxTimeoutMult = 6;
        private Duration pushPullInterval = Duration.ofSeconds(30);
        private Duration probeInterval = Duration.ofSeconds(1);
        private Duration probeTimeout = Duration.ofMillis(500);
        private boolean tcpPings = true;
        private int awarenessMaxMultiplier = 8;
        private Duration gossipInterval = Duration.ofMillis(200);
        private int gossipNodes = 3;
        private Duration gossipToTheDeadTime = Duration.ofSeconds(30);
        private Duration deadNodeReclaimTime = Duration.ofSeconds(0);
        private boolean compress = true;
        private boolean verifyIncoming = true;
        private boolean verifyOutgoing = true;
        private String label = "";
        private boolean skipInboundLabelCheck = false;
        private int packetBudget = 1400;
        private int handoffQueueDepth = 1024;
        private List<Network> allowed = List.of();

        private Change(String name) {
            this.name = name;
        }

        private Change(MemberlistConfig config) {
            name = config.name;
            versions = config.versions;
            streamTimeout = config.streamTimeout;
            indirectChecks = config.indirectChecks;
            retransmitMult = config.retransmitMult;
            suspicionMult = config.suspicionMult;
            suspicionMaxTimeoutMult = config.suspicionMaxTimeoutMult;
            pushPullInterval = config.pushPullInterval;
            probeInterval = config.probeInterval;
            probeTimeout = config.probeTimeout;
            tcpPings = config.tcpPings;
            awarenessMaxMultiplier = config.awarenessMaxMultiplier;
            gossipInterval = config.gossipInterval;
            gossipNodes = config.gossipNodes;
            gossipToTheDeadTime = config.gossipToTheDeadTime;
            deadNodeReclaimTime = config.deadNodeReclaimTime;
            compress = config.compress;
            verifyIncoming = config.verifyIncoming;
            verifyOutgoing = config.verifyOutgoing;
            label = config.label;
            skipInboundLabelCheck = config.skipInboundLabelCheck;
            packetBudget = config.packetBudget;
            handoffQueueDepth = config.handoffQueueDepth;
            allowed = config.allowed;
        }

        public Change name(String value) {
            name = value;
            return this;
        }

        public Change versions(Versions value) {
            versions = value;
            return this;
        }

        public Change streamTimeout(Duration value) {
            streamTimeout = value;
            return this;
        }

        public Change indirectChecks(int value) {
            indirectChecks = value;
            return this;
        }

        public Change retransmitMult(int value) {
            retransmitMult = value;
            return this;
        }

        public Change suspicionMult(int value) {
            suspicionMult = value;
            return this;
        }

        public Change suspicionMaxTimeoutMult(int value) {
            suspicionMaxTimeoutMult = value;
            return this;
        }

        public Change pushPullInterval(Duration value) {
            pushPullInterval = value;
            return this;
        }

        public Change probeInterval(Duration value) {
            probeInterval = value;
            return this;
        }

        public Change probeTimeout(Duration value) {
            probeTimeout = value;
            return this;
        }

        public Change tcpPings(boolean value) {
            tcpPings = value;
            return this;
        }

        public Change awarenessMaxMultiplier(int value) {
            awarenessMaxMultiplier = value;
            return this;
        }

        public Change gossipInterval(Duration value) {
            gossipInterval = value;
            return this;
        }

        public Change gossipNodes(int value) {
            gossipNodes = value;
            return this;
        }

        public Change gossipToTheDeadTime(Duration value) {
            gossipToTheDeadTime = value;
            return this;
        }

        public Change deadNodeReclaimTime(Duration value) {
            deadNodeReclaimTime = value;
            return this;
        }

        public Change compress(boolean value) {
            compress = value;
            return this;
        }

        public Change verifyIncoming(boolean value) {
            verifyIncoming = value;
            return this;
        }

        public Change verifyOutgoing(boolean value) {
            verifyOutgoing = value;
            return this;
        }

        public Change label(String value) {
            label = value;
            return this;
        }

        public Change skipInboundLabelCheck(boolean value) {
            skipInboundLabelCheck = value;
            return this;
        }

        public Change packetBudget(int value) {
            packetBudget = value;
            return this;
        }

        public Change handoffQueueDepth(int value) {
            handoffQueueDepth = value;
            return this;
        }

        public Change allowed(List<Network> value) {
            allowed = value;
            return this;
        }

        MemberlistConfig build() {
            return new MemberlistConfig(
                    name,
                    versions,
                    streamTimeout,
                    indirectChecks,
                    retransmitMult,
                    suspicionMult,
                    suspicionMaxTimeoutMult,
                    pushPullInterval,
                    probeInterval,
                    probeTimeout,
                    tcpPings,
                    awarenessMaxMultiplier,
                    gossipInterval,
                    gossipNodes,
                    gossipToTheDeadTime,
                    deadNodeReclaimTime,
                    compress,
                    verifyIncoming,
                    verifyOutgoing,
                    label,
                    skipInboundLabelCheck,
                    packetBudget,
                    handoffQueueDepth,
                    allowed);
        }
    }
}
