package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes tokens (command 17).
///
/// @param cas                  write only those that are still as their ModifyIndex says
/// @param allowMissingLinks    whether policies and roles may be unknown
/// @param prohibitUnprivileged refuse tokens that may do nothing
public record AclTokenBatchSet(
        @Nullable List<AclToken> tokens, boolean cas, boolean allowMissingLinks, boolean prohibitUnprivileged) {

    /// How it travels.
    public static final StructCodec<AclTokenBatchSet> CODEC = StructCodec.<AclTokenBatchSet>of(
                    "ACLTokenBatchSetRequest")
            .field("Tokens", Codecs.list(AclToken.CODEC), AclTokenBatchSet::tokens)
            .field("CAS", Codecs.BOOL, AclTokenBatchSet::cas)
            .field("AllowMissingLinks", Codecs.BOOL, AclTokenBatchSet::allowMissingLinks)
            .field("ProhibitUnprivileged", Codecs.BOOL, AclTokenBatchSet::prohibitUnprivileged)
            .build(v -> new AclTokenBatchSet(v.next(), v.next(), v.next(), v.next()));

    /// One token, whatever is there.
    public static AclTokenBatchSet of(AclToken token) {
        return new AclTokenBatchSet(List.of(token), false, false, false);
    }
}
