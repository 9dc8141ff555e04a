package io.praetor.server.acl;

import java.util.concurrent.CompletableFuture;

/// Turns the secrets that requests bring into what they may do (`acl.md` §5).
public interface Tokens {
    /// Access control is off.
    Tokens OFF = _ -> CompletableFuture.completedFuture(Authorizer.ALL);

    /// What the token with this secret may do. Complete at once on servers and for what is cached.
    ///
    /// @param secret empty: the anonymous token
    /// @return fails with a [io.praetor.server.RequestFailure] (`ACL not found`) when there is no such token and when
    ///     nobody can say
    CompletableFuture<Authorizer> resolve(String secret);
}
