package io.praetor.server.query;

import io.praetor.model.acl.AclToken;
import org.jspecify.annotations.Nullable;

/// A token that was asked for.
///
/// @param token    null when there is none
/// @param redacted whether its secret was left out
public record AclTokenFound(@Nullable AclToken token, boolean redacted) {}
