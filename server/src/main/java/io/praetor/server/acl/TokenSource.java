package io.praetor.server.acl;

import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclToken;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Where an agent that keeps nothing of the state asks what a token is: a server (`acl.md` §5). Refusals are
/// [io.praetor.server.RequestFailure]s in the servers' words; any other failure is that nobody answered.
public interface TokenSource {
    /// What was said of a secret.
    ///
    /// @param token null: there is none
    /// @param sure  whether that is the last word: a server that is behind does not know a new token yet
    record Said(@Nullable AclToken token, boolean sure) {}

    /// The token with this secret.
    CompletableFuture<Said> token(String secret);

    /// Roles of the token with this secret; those that are no more are left out.
    CompletableFuture<List<AclRole>> roles(String secret, List<String> ids);

    /// Policies of the token with this secret; those that are no more are left out.
    CompletableFuture<List<AclPolicy>> policies(String secret, List<String> ids);
}
