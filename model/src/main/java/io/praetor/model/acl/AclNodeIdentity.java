package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// What an agent needs, as one grant (`acl.md` §3).
///
/// @param datacenter in which it holds
public record AclNodeIdentity(String nodeName, String datacenter) {

    /// How it travels.
    public static final StructCodec<AclNodeIdentity> CODEC = StructCodec.<AclNodeIdentity>of("ACLNodeIdentity")
            .field("NodeName", Codecs.TEXT, AclNodeIdentity::nodeName)
            .field("Datacenter", Codecs.TEXT, AclNodeIdentity::datacenter)
            .build(v -> new AclNodeIdentity(v.next(), v.next()));
}
