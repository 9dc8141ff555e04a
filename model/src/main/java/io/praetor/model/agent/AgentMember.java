package io.praetor.model.agent;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A member of a gossip pool.
///
/// @param name in the WAN pool `node.datacenter`
/// @param addr IP address of the member's gossip
/// @param port of the member's gossip
/// @param tags what the member says about itself (`server.md` §1)
/// @param status one of the constants
public record AgentMember(
        String name,
        String addr,
        int port,
        @Nullable Map<String, String> tags,
        int status,
        int protocolMin,
        int protocolMax,
        int protocolCur,
        int delegateMin,
        int delegateMax,
        int delegateCur) {
    /// Nothing is known about the member.
    public static final int NONE = 0;

    /// The member answers.
    public static final int ALIVE = 1;

    /// The member says goodbye.
    public static final int LEAVING = 2;

    /// The member has said goodbye.
    public static final int LEFT = 3;

    /// The member does not answer.
    public static final int FAILED = 4;

    /// How it travels.
    public static final StructCodec<AgentMember> CODEC = StructCodec.<AgentMember>of("AgentMember")
            .field("Name", Codecs.TEXT, AgentMember::name)
            .field("Addr", Codecs.TEXT, AgentMember::addr)
            .field("Port", Codecs.INT, AgentMember::port)
            .field("Tags", Codecs.TEXT_MAP, AgentMember::tags)
            .field("Status", Codecs.INT, AgentMember::status)
            .field("ProtocolMin", Codecs.INT, AgentMember::protocolMin)
            .field("ProtocolMax", Codecs.INT, AgentMember::protocolMax)
            .field("ProtocolCur", Codecs.INT, AgentMember::protocolCur)
            .field("DelegateMin", Codecs.INT, AgentMember::delegateMin)
            .field("DelegateMax", Codecs.INT, AgentMember::delegateMax)
            .field("DelegateCur", Codecs.INT, AgentMember::delegateCur)
            .build(v -> new AgentMember(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next()));
}
