package io.praetor.agent;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.config.IpText;
import io.praetor.model.Version;
import io.praetor.model.agent.AgentMember;
import java.net.InetAddress;
import java.util.Map;
import java.util.TreeMap;

/// How this server shows itself as a member of its pools (`server.md` §1).
final class MemberTags {
    private static final int PROTOCOL_MIN = 1;
    private static final int PROTOCOL_MAX = 5;
    private static final int PROTOCOL = 2;
    private static final int DELEGATE_MIN = 2;
    private static final int DELEGATE_MAX = 5;
    private static final int DELEGATE = 4;

    private final AgentConfig config;
    private final String nodeId;

    MemberTags(AgentConfig config, String nodeId) {
        this.config = config;
        this.nodeId = nodeId;
    }

    /// This server in the pool of its datacenter.
    AgentMember lan() {
        Map<String, String> tags = tags();
        if (config.ports().serfWan() > 0) {
            tags.put("wan_join_port", Integer.toString(config.ports().serfWan()));
        }
        return member(
                config.node().name(),
                config.network().advertiseLan(),
                config.ports().serfLan(),
                tags);
    }

    /// This server in the pool of the servers of all datacenters.
    AgentMember wan() {
        String name = config.node().name() + "." + config.node().datacenter();
        return member(name, config.network().advertiseWan(), config.ports().serfWan(), tags());
    }

    private static AgentMember member(String name, InetAddress address, int port, Map<String, String> tags) {
        return new AgentMember(
                name,
                IpText.of(address),
                Math.max(0, port),
                tags,
                AgentMember.ALIVE,
                PROTOCOL_MIN,
                PROTOCOL_MAX,
                PROTOCOL,
                DELEGATE_MIN,
                DELEGATE_MAX,
                DELEGATE);
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>();
        tags.put("acls", "0");
        tags.put("build", Version.FULL + ":" + Version.revision());
        tags.put("dc", config.node().datacenter());
        tags.put("ft_fs", "1");
        tags.put("ft_si", "1");
        tags.put("id", nodeId);
        tags.put("port", Integer.toString(config.ports().server()));
        tags.put("raft_vsn", Integer.toString(config.raft().protocol()));
        tags.put("role", "consul");
        tags.put("segment", "");
        tags.put("vsn", "2");
        tags.put("vsn_max", "3");
        tags.put("vsn_min", "2");
        if (config.server().bootstrap()) {
            tags.put("bootstrap", "1");
        }
        if (config.server().bootstrapExpect() > 0) {
            tags.put("expect", Integer.toString(config.server().bootstrapExpect()));
        }
        if (config.tls().hasCa()) {
            tags.put("use_tls", "1");
        }
        return tags;
    }
}
