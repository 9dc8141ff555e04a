package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// What the requests of a token needed.
///
/// @param accessorId of the token
/// @param observed   whether it is, or was a short while ago, observed at all
/// @param complete   whether all it asked for was noted
/// @param rules      the least policy for that, in HCL; empty when it asked for nothing
public record AclObserved(String accessorId, boolean observed, boolean complete, String rules) {

    /// How it travels.
    public static final StructCodec<AclObserved> CODEC = StructCodec.<AclObserved>of("ACLObserved")
            .field("AccessorID", Codecs.TEXT, AclObserved::accessorId)
            .field("Observed", Codecs.BOOL, AclObserved::observed)
            .field("Complete", Codecs.BOOL, AclObserved::complete)
            .field("Rules", Codecs.TEXT, AclObserved::rules)
            .build(v -> new AclObserved(v.next(), v.next(), v.next(), v.next()));
}
