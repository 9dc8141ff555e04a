package io.praetor.client;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A member of the gossip pool, as the agent sees it.
///
/// @param name        the node's name; `node.datacenter` in the WAN pool
/// @param address     IP address of its gossip port
/// @param port        its gossip port
/// @param tags        what it says about itself, such as `role` and `build`
/// @param status      0 none, 1 alive, 2 leaving, 3 left, 4 failed
/// @param protocolNow the memberlist protocol it speaks
public record Member(
        String name, String address, int port, @Nullable Map<String, String> tags, int status, int protocolNow) {
    static final StructCodec<Member> CODEC = StructCodec.<Member>of("AgentMember")
            .field("Name", Codecs.TEXT, Member::name)
            .field("Addr", Codecs.TEXT, Member::address)
            .field("Port", Codecs.INT, Member::port)
            .field("Tags", Codecs.TEXT_MAP, Member::tags)
            .field("Status", Codecs.INT, Member::status)
            .field("DelegateCur", Codecs.INT, Member::protocolNow)
            .build(v -> new Member(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    /// A tag, or nothing.
    public String tag(String name) {
        Map<String, String> all = tags;
        return all == null ? "" : all.getOrDefault(name, "");
    }

    /// The status in a word.
    public String statusText() {
        return switch (status) {
            case 0 -> "none";
            case 1 -> "alive";
            case 2 -> "leaving";
            case 3 -> "left";
            case 4 -> "failed";
            default -> "unknown";
        };
    }
}
