package io.praetor.server.acl;

import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclToken;
import io.praetor.server.RequestFailure;
import io.praetor.server.state.AclHolder;
import io.praetor.server.state.AclRevision;
import io.praetor.server.state.State;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What secrets stand for by a server's own state (`acl.md` §5).
///
/// What is known of a secret is kept until a token, role or policy changes, and beyond if the change was none of its:
/// then it stays the same object, so that whoever waits for news is not asked again for nothing. A secret that nobody
/// has is never kept: guesses must not push out what is in use.
public final class StateTokens implements Tokens {
    private static final AclHolder NOBODY = new AclHolder(
            AclToken.of(AclToken.ANONYMOUS_ID, AclToken.ANONYMOUS_SECRET, "", AclGrants.NONE), List.of(), List.of());

    private final Supplier<State> states;
    private final PolicyCompiler compiler;
    private final InstantSource clock;
    private final RecentlyUsed<String, Known> kept;
    private volatile @Nullable Seen seen;

    /// A state and its revision, so that the revision is worked out once for all requests between two commits.
    private record Seen(State state, AclRevision revision) {}

    /// What a secret stands for.
    ///
    /// @param revision as of which
    private record Known(AclRevision revision, AclHolder holder, CompletableFuture<Authorizer> authorizer) {}

    /// @param states  the state as of the last applied command; one volatile read
    /// @param clock   says which tokens have run out
    /// @param maxKept of how many secrets it is kept at least what they stand for
    public StateTokens(Supplier<State> states, PolicyCompiler compiler, InstantSource clock, int maxKept) {
        this.states = states;
        this.compiler = compiler;
        this.clock = clock;
        this.kept = new RecentlyUsed<>(maxKept);
    }

    @Override
    public CompletableFuture<Authorizer> resolve(String secret) {
        String wanted = secret.isEmpty() ? AclToken.ANONYMOUS_SECRET : secret;
        State state = states.get();
        AclRevision revision = revision(state);
        Known known = kept.get(wanted);
        if (known != null && known.revision.isSame(revision)) {
            return known.holder.token().isExpired(clock.instant())
                    ? CompletableFuture.failedFuture(RequestFailure.aclNotFound())
                    : known.authorizer;
        }
        if (RootNames.isRoot(wanted)) {
            return CompletableFuture.failedFuture(RootNames.refusal());
        }
        AclHolder holder = state.aclTokens().holder(wanted);
        if (holder == null && wanted.equals(AclToken.ANONYMOUS_SECRET)) {
            // before the first leader has made it, or when somebody restored a state without it
            holder = NOBODY;
        }
        if (holder == null) {
            return CompletableFuture.failedFuture(RequestFailure.aclNotFound());
        }
        return keep(wanted, revision, holder, known);
    }

    @SuppressWarnings("ReferenceEquality") // a state is one object
    private AclRevision revision(State state) {
        Seen last = seen;
        if (last != null && last.state == state) {
            return last.revision;
        }
        AclRevision revision = state.aclTokens().revision();
        seen = new Seen(state, revision);
        return revision;
    }

    private CompletableFuture<Authorizer> keep(
            String secret, AclRevision revision, AclHolder holder, @Nullable Known before) {
        CompletableFuture<Authorizer> authorizer;
        if (before != null && before.holder.equals(holder)) {
            authorizer = before.authorizer;
        } else {
            try {
                authorizer = CompletableFuture.completedFuture(compiler.compile(
                        TokenPolicies.info(holder.token()),
                        TokenPolicies.of(holder.token(), holder.roles(), holder.policies())));
            } catch (RequestFailure refusal) {
                return CompletableFuture.failedFuture(refusal);
            }
        }
        kept.put(secret, new Known(revision, holder, authorizer));
        return authorizer;
    }
}
