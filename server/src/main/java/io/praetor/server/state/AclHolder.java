package io.praetor.server.state;

import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclToken;
import java.util.List;

/// A token with everything that it was given: equal holders may do the same.
///
/// @param token    as it is stored
/// @param roles    of the token that there are
/// @param policies of the token and of its roles that there are, each once
public record AclHolder(AclToken token, List<AclRole> roles, List<AclPolicy> policies) {}
