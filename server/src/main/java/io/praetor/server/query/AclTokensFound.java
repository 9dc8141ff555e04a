package io.praetor.server.query;

import io.praetor.model.acl.AclToken;
import java.util.List;

/// Tokens that were asked for.
///
/// @param redacted whether their secrets were left out
/// @param removed  whether some of them were left out
public record AclTokensFound(List<AclToken> tokens, boolean redacted, boolean removed) {}
