package io.praetor.server.remote;

import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclToken;
import io.praetor.server.RequestFailure;
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
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Asks any server what a token is, in the token's own name (`rpc.md` §7: `ACL.TokenRead`, `ACL.RoleResolve`,
/// `ACL.PolicyResolve`); the leader, if that server does not know all that was asked for: it may be behind.
public final class RemoteTokens implements TokenSource {
    private final Queries servers;

    /// @param servers over calls
    public RemoteTokens(Queries servers) {
        this.servers = servers;
    }

    @Override
    public CompletableFuture<Said> token(String secret) {
        AclTokenGet query = new AclTokenGet(secret, true);
        return known(query, secret, Consistency.STALE)
                .thenCompose(token -> token != null
                        ? CompletableFuture.completedFuture(new Said(token, true))
                        : known(query, secret, Consistency.DEFAULT)
                                .thenApply(sure -> new Said(sure, true))
                                .exceptionally(_ -> new Said(null, false)));
    }

    /// A refusal of a secret that nobody has is an answer, too.
    private CompletableFuture<@Nullable AclToken> known(AclTokenGet query, String secret, Consistency consistency) {
        return ask(query, secret, consistency)
                .<@Nullable AclToken>thenApply(AclTokenFound::token)
                .exceptionallyCompose(failure -> refused(failure, "ACL not found")
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedFuture(failure));
    }

    @Override
    public CompletableFuture<List<AclRole>> roles(String secret, List<String> ids) {
        return all(new AclRoleResolve(ids), secret, ids.size());
    }

    @Override
    public CompletableFuture<List<AclPolicy>> policies(String secret, List<String> ids) {
        return all(new AclPolicyResolve(ids), secret, ids.size());
    }

    private <T> CompletableFuture<List<T>> all(Query<List<T>> query, String secret, int wanted) {
        CompletableFuture<List<T>> any = ask(query, secret, Consistency.STALE);
        return any.handle((found, failure) -> failure == null
                        ? found.size() < wanted
                        : refused(failure, "ACL not found") || refused(failure, "Permission denied"))
                .thenCompose(isBehind -> isBehind
                        ? ask(query, secret, Consistency.DEFAULT)
                                .exceptionallyCompose(
                                        failure -> refused(failure, "") ? CompletableFuture.failedFuture(failure) : any)
                        : any);
    }

    /// Whether a server answered, and that with a refusal in these words.
    private static boolean refused(Throwable failure, String words) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof RequestFailure refusal
                && refusal.kind() == RequestFailure.Kind.PERMISSION_DENIED
                && refusal.text().contains(words);
    }

    private <T> CompletableFuture<T> ask(Query<T> query, String secret, Consistency consistency) {
        CompletableFuture<T> answered = new CompletableFuture<>();
        ReadOptions options = new ReadOptions(null, consistency, 0, Duration.ZERO, secret);
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
