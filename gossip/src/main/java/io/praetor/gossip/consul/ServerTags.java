package io.praetor.gossip.consul;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.serf.Member;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A member that is a Consul server, as its tags describe it (`gossip-serf.md` §11.1).
///
/// @param name        its name in the pool: `node.dc` in the WAN
/// @param shortName   its node name, without the datacenter
/// @param id          node ID; empty where the server says none
/// @param rpc         where its RPC answers
/// @param bootstrap   whether it may elect itself alone
/// @param expect      how many servers it expects before the first election; 0: it says nothing
/// @param nonVoter    whether it has no vote
/// @param useTls      whether its RPC goes over TLS
/// @param wanJoinPort its port in the WAN pool; 0: it says none
/// @param protocol    Consul protocol
/// @param raftVersion Raft protocol
/// @param build       version
/// @param acls        0 disabled, 1 enabled, 2 legacy, 3 unknown
/// @param features    versions of features by name without `ft_`
/// @param segments    RPC addresses (`host:port`) by segment
/// @param status      what is known of its life
public record ServerTags(
        String name,
        String shortName,
        String id,
        String datacenter,
        String segment,
        Endpoint rpc,
        boolean bootstrap,
        int expect,
        boolean nonVoter,
        boolean useTls,
        int wanJoinPort,
        int protocol,
        int raftVersion,
        Build build,
        int acls,
        Map<String, Integer> features,
        Map<String, String> segments,
        Member.Status status) {

    private static final int PORTS = 65_535;
    private static final int ACLS_UNKNOWN = 3;

    /// The server that a member is; null when it is none, or does not say all that servers must.
    public static @Nullable ServerTags of(Member member) {
        Map<String, String> tags = member.tags();
        if (!ConsulTags.ROLE_SERVER.equals(tags.get(ConsulTags.ROLE))) {
            return null;
        }
        try {
            return parse(member, tags);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable ServerTags parse(Member member, Map<String, String> tags) {
        String datacenter = text(tags, ConsulTags.DATACENTER);
        Build build = Build.parse(text(tags, ConsulTags.BUILD));
        int port = Integer.parseInt(text(tags, ConsulTags.PORT));
        Map<String, String> segments = segments(tags);
        if (build == null || port < 1 || port > PORTS || segments == null) {
            return null;
        }
        String suffix = "." + datacenter;
        String name = member.name();
        return new ServerTags(
                name,
                name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name,
                text(tags, ConsulTags.ID),
                datacenter,
                text(tags, ConsulTags.SEGMENT),
                new Endpoint(member.endpoint().address(), port),
                tags.containsKey(ConsulTags.BOOTSTRAP),
                number(tags, ConsulTags.EXPECT, 0),
                tags.containsKey(ConsulTags.NON_VOTER),
                tags.containsKey(ConsulTags.USE_TLS),
                number(tags, ConsulTags.WAN_JOIN_PORT, 0),
                Integer.parseInt(text(tags, ConsulTags.VERSION)),
                number(tags, ConsulTags.RAFT_VERSION, 0),
                build,
                acls(tags),
                features(tags),
                segments,
                member.status());
    }

    private static int acls(Map<String, String> tags) {
        return switch (text(tags, ConsulTags.ACLS)) {
            case "0" -> 0;
            case "1" -> 1;
            case "2" -> 2;
            default -> ACLS_UNKNOWN;
        };
    }

    private static Map<String, Integer> features(Map<String, String> tags) {
        Map<String, Integer> features = new TreeMap<>();
        tags.forEach((key, value) -> {
            if (key.startsWith(ConsulTags.FEATURE_PREFIX)) {
                features.put(key.substring(ConsulTags.FEATURE_PREFIX.length()), Integer.parseInt(value));
            }
        });
        return features;
    }

    /// Null when one is no `host:port`.
    private static @Nullable Map<String, String> segments(Map<String, String> tags) {
        Map<String, String> segments = new TreeMap<>();
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            if (tag.getKey().startsWith(ConsulTags.SEGMENT_PREFIX)) {
                if (!isHostAndPort(tag.getValue())) {
                    return null;
                }
                segments.put(tag.getKey().substring(ConsulTags.SEGMENT_PREFIX.length()), tag.getValue());
            }
        }
        return segments;
    }

    /// An IPv6 host stands in brackets.
    private static boolean isHostAndPort(String text) {
        int colon = text.lastIndexOf(':');
        return colon >= 0 && (text.indexOf(':') == colon || (text.startsWith("[") && text.charAt(colon - 1) == ']'));
    }

    private static String text(Map<String, String> tags, String key) {
        return tags.getOrDefault(key, "");
    }

    private static int number(Map<String, String> tags, String key, int absent) {
        String text = tags.get(key);
        return text == null ? absent : Integer.parseInt(text);
    }
}
