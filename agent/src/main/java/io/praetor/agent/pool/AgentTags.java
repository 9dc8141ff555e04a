package io.praetor.agent.pool;

import io.praetor.agent.config.AgentConfig;
import io.praetor.gossip.consul.ConsulTags;
import io.praetor.model.GoDuration;
import io.praetor.model.Version;
import java.util.Map;
import java.util.TreeMap;

/// What this agent says of itself to its pools (`gossip-serf.md` §11.1).
final class AgentTags {
    private static final String PROTOCOL_MIN = "2";
    private static final String PROTOCOL_MAX = "3";
    private static final String PRESENT = "1";

    private final AgentConfig config;
    private final String nodeId;

    AgentTags(AgentConfig config, String nodeId) {
        this.config = config;
        this.nodeId = nodeId;
    }

    /// In the pool of the datacenter.
    Map<String, String> lan() {
        if (!config.server().enabled()) {
            return client();
        }
        Map<String, String> tags = server();
        if (config.ports().serfWan() > 0) {
            tags.put(ConsulTags.WAN_JOIN_PORT, Integer.toString(config.ports().serfWan()));
        }
        return tags;
    }

    /// In the pool of the servers of all datacenters.
    Map<String, String> wan() {
        return server();
    }

    private Map<String, String> client() {
        Map<String, String> tags = common(ConsulTags.ROLE_CLIENT);
        if (config.gossip().advertiseReconnectTimeout() != null) {
            long nanos = config.gossip().advertiseReconnectTimeout().toNanos();
            tags.put(ConsulTags.RECONNECT_TIMEOUT, GoDuration.format(nanos));
        }
        return tags;
    }

    private Map<String, String> server() {
        Map<String, String> tags = common(ConsulTags.ROLE_SERVER);
        tags.put(ConsulTags.PORT, Integer.toString(config.ports().server()));
        tags.put(ConsulTags.RAFT_VERSION, Integer.toString(config.raft().protocol()));
        tags.put(ConsulTags.FEDERATION_STATES, PRESENT);
        tags.put(ConsulTags.SERVICE_INTENTIONS, PRESENT);
        if (config.server().bootstrap()) {
            tags.put(ConsulTags.BOOTSTRAP, PRESENT);
        }
        if (config.server().bootstrapExpect() > 0) {
            tags.put(ConsulTags.EXPECT, Integer.toString(config.server().bootstrapExpect()));
        }
        if (config.server().nonVoter()) {
            tags.put(ConsulTags.NON_VOTER, PRESENT);
        }
        if (config.tls().internalRpc().hasCa()) {
            tags.put(ConsulTags.USE_TLS, PRESENT);
        }
        return tags;
    }

    private Map<String, String> common(String role) {
        Map<String, String> tags = new TreeMap<>();
        tags.put(ConsulTags.ROLE, role);
        tags.put(ConsulTags.DATACENTER, config.node().datacenter());
        tags.put(ConsulTags.SEGMENT, "");
        tags.put(ConsulTags.ID, nodeId);
        tags.put(ConsulTags.VERSION, Integer.toString(config.gossip().protocol()));
        tags.put(ConsulTags.VERSION_MIN, PROTOCOL_MIN);
        tags.put(ConsulTags.VERSION_MAX, PROTOCOL_MAX);
        tags.put(ConsulTags.BUILD, Version.FULL + ":" + Version.revision());
        tags.put(ConsulTags.ACLS, config.acl().enabled() ? "1" : "0");
        return tags;
    }
}
