package io.praetor.agent.config;

import io.praetor.agent.config.AgentConfig.GossipPool;
import java.time.Duration;
import java.util.List;

/// What a configuration must fulfil so that the agent can take part in its pools.
final class PoolRules {
    private PoolRules() {}

    static void check(AgentConfig config) throws ConfigException {
        check("gossip_lan", config.gossip().lan());
        check("gossip_wan", config.gossip().wan());
        addresses("retry_join", config.join().retry());
        addresses("retry_join_wan", config.join().retryWan());
    }

    /// What would stop gossip, or make it spin.
    private static void check(String key, GossipPool pool) throws ConfigException {
        positive(key + ".gossip_interval", pool.gossipInterval());
        positive(key + ".probe_interval", pool.probeInterval());
        positive(key + ".probe_timeout", pool.probeTimeout());
        positive(key + ".gossip_nodes", pool.gossipNodes());
        positive(key + ".retransmit_mult", pool.retransmitMult());
        positive(key + ".suspicion_mult", pool.suspicionMult());
    }

    private static void positive(String key, Duration value) throws ConfigException {
        if (value.compareTo(Duration.ofMillis(1)) < 0) {
            throw new ConfigException(key + " must be at least 1ms");
        }
    }

    private static void positive(String key, int value) throws ConfigException {
        if (value < 1) {
            throw new ConfigException(key + " cannot be " + value + ". Must be greater than zero");
        }
    }

    /// Clouds are not asked for addresses (`docs/compatibility.md`).
    private static void addresses(String key, List<String> addresses) throws ConfigException {
        for (String address : addresses) {
            if (address.contains("provider=")) {
                throw new ConfigException(key + ": \"" + address
                        + "\" asks a cloud for addresses, which this version does not do. Name addresses or DNS names");
            }
        }
    }
}
