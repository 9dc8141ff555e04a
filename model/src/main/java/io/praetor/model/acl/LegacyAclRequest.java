package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// Writes a token in the old form (command 4).
///
/// @param op    `set`, `force-set` or `delete`
/// @param token the secret of whoever asks
public record LegacyAclRequest(String datacenter, String op, LegacyAcl acl, String token) {
    /// Makes or replaces one.
    public static final String SET = "set";

    /// The same, whatever is there.
    public static final String FORCE_SET = "force-set";

    /// Ends one.
    public static final String DELETE = "delete";

    /// How it travels.
    public static final StructCodec<LegacyAclRequest> CODEC = StructCodec.<LegacyAclRequest>of("ACLRequest")
            .field("Datacenter", Codecs.TEXT, LegacyAclRequest::datacenter)
            .field("Op", Codecs.TEXT, LegacyAclRequest::op)
            .field("ACL", LegacyAcl.CODEC, LegacyAclRequest::acl)
            .field("Token", Codecs.TEXT, LegacyAclRequest::token)
            .build(v -> new LegacyAclRequest(v.next(), v.next(), v.next(), v.next()));

    /// Names it without secrets.
    @Override
    public String toString() {
        return "LegacyAclRequest[" + datacenter + ", " + op + ", " + acl + "]";
    }
}
