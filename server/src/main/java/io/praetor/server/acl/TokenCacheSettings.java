package io.praetor.server.acl;

import java.time.Duration;

/// How long what servers said of tokens holds (`acl.md` §5).
///
/// @param tokenTtl  of a token, and of there being none (`acl.token_ttl`)
/// @param policyTtl of a policy (`acl.policy_ttl`)
/// @param roleTtl   of a role (`acl.role_ttl`)
/// @param offTtl    of servers having no access control (`acl.disabled_ttl`)
/// @param down      what holds after that while nobody answers (`acl.down_policy`)
public record TokenCacheSettings(
        Duration tokenTtl, Duration policyTtl, Duration roleTtl, Duration offTtl, DownPolicy down) {}
