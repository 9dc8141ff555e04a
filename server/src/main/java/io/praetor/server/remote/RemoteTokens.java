package io.praetor.server.remote;

import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclToken;
import io.praetor.server.acl.TokenSource;
import io.praetor.server.query.AclPolicyResolve;
import io.praetor.server.query.AclRoleResolve;
import io.praetor.server.query.AclTokenFound;
import io.praetor.server.query.AclTokenGet;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Asks any server what a token is, in the token's own name (`rpc.md` §7: `ACL.TokenRead`, `ACL.RoleResolve`,
/// `ACL.PolicyResolve`).
public final class RemoteTokens implements TokenSource {
    private final Queries servers;

    /// @param servers over calls
    public RemoteTokens(Queries servers) {
        this.servers = servers;
    }

    @Override
    public CompletableFuture<@Nullable AclToken> token(String secret) {
        return ask(new AclTokenGet(secret, true), secret).thenApply(AclTokenFound::token);
    }

    @Override
    public CompletableFuture<List<AclRole>> roles(String secret, List<String> ids) {
        return ask(new AclRoleResolve(ids), secret);
    }

    @Override
    public CompletableFuture<List<AclPolicy>> policies(String secret, List<String> ids) {
        return ask(new AclPolicyResolve(ids), secret);
    }

    private <T> CompletableFuture<T> ask(Query<T> query, String secret) {
        CompletableFuture<T> answered = new CompletableFuture<>();
        ReadOptions options = new ReadOptions(null, Consistency.STALE, 0, Duration.ZERO, secret);
        var _ = servers.read(query, options, new ReadCallback<T>() {
            @Override
            public void answered(Answer<T> answer) {
                answered.complete(answer.value());
            }

            @Override
            public void failed(Throwable cause) {
                answered.completeExceptionally(cause);
            }
        });
        return answered;
    }
}
