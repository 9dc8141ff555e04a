package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// A policy or role that a token or role has. The ID holds; the name is looked up anew by every read.
public record AclLink(String id, String name) {

    /// How it travels.
    public static final StructCodec<AclLink> CODEC = StructCodec.<AclLink>of("ACLLink")
            .field("ID", Codecs.TEXT, AclLink::id)
            .field("Name", Codecs.TEXT, AclLink::name)
            .build(v -> new AclLink(v.next(), v.next()));
}
