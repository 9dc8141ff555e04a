package io.praetor.agent.config;

import io.praetor.agent.config.AgentConfig.Gossip;
import io.praetor.agent.config.AgentConfig.GossipPool;
import io.praetor.agent.config.AgentConfig.RequestLimits;
import io.praetor.agent.config.AgentConfig.Rpc;
import java.time.Duration;
import java.util.List;

/// The parts of a configuration that concern other agents: gossip and calls.
final class PoolParts {
    /// How long a failed member is remembered.
    private static final Duration RECONNECT = Duration.ofDays(3);

    private static final List<String> MODES = List.of("disabled", "permissive", "enforcing");

    private final Settings settings;
    private final boolean dev;

    PoolParts(Settings settings, boolean dev) {
        this.settings = settings;
        this.dev = dev;
    }

    Gossip gossip() throws ConfigException {
        String encrypt = settings.text("encrypt", "");
        Duration advertised = settings.duration("advertise_reconnect_timeout", Duration.ZERO);
        return new Gossip(
                encrypt.isEmpty() ? null : new GossipKey(Base64Key.decode(encrypt)),
                settings.bool("encrypt_verify_incoming", true),
                settings.bool("encrypt_verify_outgoing", true),
                !settings.bool("disable_keyring_file", dev),
                settings.bool("disable_coordinates", false),
                settings.integer("protocol", 2),
                pool("lan", dev ? Profile.DEV_LAN : Profile.LAN, "reconnect_timeout"),
                pool("wan", dev ? Profile.DEV_WAN : Profile.WAN, "reconnect_timeout_wan"),
                advertised.isZero() ? null : advertised);
    }

    /// The timings that pools begin with (`agent.md` §3), durations in milliseconds.
    private enum Profile {
        LAN(200, 3, 1000, 500, 4, 4),
        WAN(500, 3, 5000, 3000, 4, 6),
        DEV_LAN(100, 3, 100, 100, 4, 3),
        DEV_WAN(100, 3, 100, 100, 4, 3);

        final Duration gossipInterval;
        final int gossipNodes;
        final Duration probeInterval;
        final Duration probeTimeout;
        final int retransmitMult;
        final int suspicionMult;

        Profile(int gossip, int gossipNodes, int probe, int probeTimeout, int retransmitMult, int suspicionMult) {
            gossipInterval = Duration.ofMillis(gossip);
            this.gossipNodes = gossipNodes;
            probeInterval = Duration.ofMillis(probe);
            this.probeTimeout = Duration.ofMillis(probeTimeout);
            this.retransmitMult = retransmitMult;
            this.suspicionMult = suspicionMult;
        }
    }

    private GossipPool pool(String name, Profile profile, String reconnect) {
        String own = "gossip_" + name + ".";
        return new GossipPool(
                settings.duration(own + "gossip_interval", profile.gossipInterval),
                settings.integer(own + "gossip_nodes", profile.gossipNodes),
                settings.duration(own + "probe_interval", profile.probeInterval),
                settings.duration(own + "probe_timeout", profile.probeTimeout),
                settings.integer(own + "retransmit_mult", profile.retransmitMult),
                settings.integer(own + "suspicion_mult", profile.suspicionMult),
                settings.texts("serf_" + name + "_allowed_cidrs"),
                orElse(settings.duration(reconnect, Duration.ZERO), RECONNECT));
    }

    private static Duration orElse(Duration set, Duration standard) {
        return set.isZero() ? standard : set;
    }

    RequestLimits requestLimits() {
        String own = "limits.request_limits.";
        String mode = settings.text(own + "mode", "disabled");
        if (!MODES.contains(mode)) {
            settings.fault(own + "mode must be one of " + String.join(", ", MODES) + ", was: \"" + mode + "\"");
        }
        return new RequestLimits(
                mode,
                rate(own + "read_rate"),
                rate(own + "write_rate"),
                rate(own + "per_ip.read_rate"),
                rate(own + "per_ip.write_rate"));
    }

    /// Below zero there is no limit.
    private double rate(String key) {
        double rate = settings.real(key, -1);
        return rate < 0 ? Double.POSITIVE_INFINITY : rate;
    }

    Rpc rpc() {
        return new Rpc(
                rate("limits.rpc_rate"),
                settings.integer("limits.rpc_max_burst", 1000),
                settings.integer("limits.rpc_max_conns_per_client", 100),
                settings.duration("limits.rpc_handshake_timeout", Duration.ofSeconds(5)));
    }
}
