package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// What a templated policy is filled in with (later versions).
///
/// @param name of the service, node or gateway
public record AclTemplateVariables(String name) {

    /// How it travels.
    public static final StructCodec<AclTemplateVariables> CODEC = StructCodec.<AclTemplateVariables>of(
                    "ACLTemplatedPolicyVariables")
            .field("Name", Codecs.TEXT, AclTemplateVariables::name)
            .omitEmpty()
            .build(v -> new AclTemplateVariables(v.next()));
}
