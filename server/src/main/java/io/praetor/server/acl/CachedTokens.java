package io.praetor.server.acl;

import io.praetor.model.acl.AclLink;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclToken;
import io.praetor.model.telemetry.Counter;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.server.RequestFailure;
import io.praetor.server.Ticker;
import io.praetor.server.acl.Shelf.Content;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tokens of an agent that has to ask servers about them (`acl.md` §5). What they said is kept for its time, and is
/// all there is when they cannot be asked; secrets are not kept. Everything that is kept is bounded, and tokens that do
/// not exist do not displace those that do.
public final class CachedTokens implements Tokens {
    private static final Logger LOG = LoggerFactory.getLogger(CachedTokens.class);

    /// How many tokens are kept at least, and as many that do not exist.
    private static final int KEPT = 1024;

    /// How often a token is asked for whose policies may not be read: it was changed meanwhile.
    private static final int ATTEMPTS = 3;

    private static final Duration WARNING_PERIOD = Duration.ofSeconds(10);

    /// There seems to be no such token, but whoever knows for sure could not be asked.
    private final RequestFailure unsure = RequestFailure.aclNotFound();

    private final TokenSource servers;
    private final PolicyCompiler compiler;
    private final TokenCacheSettings settings;
    private final Ticker ticker;
    private final InstantSource clock;
    private final Counter hits;
    private final Counter misses;
    private final RecentlyUsed<ByteBuffer, Identity> identities = new RecentlyUsed<>(KEPT);
    private final RecentlyUsed<ByteBuffer, Outcome> known = new RecentlyUsed<>(KEPT);
    private final RecentlyUsed<ByteBuffer, Outcome> unknown = new RecentlyUsed<>(KEPT);
    private final Shelf<AclRole> roles;
    private final Shelf<AclPolicy> policies;
    private final Map<ByteBuffer, CompletableFuture<Authorizer>> asking = new ConcurrentHashMap<>();

    /// When it was last said that servers are away, in ticks; null: never. Two may say so at once.
    private volatile @Nullable Long warned;

    /// Until when servers have no access control, in ticks; null if none said so.
    private volatile @Nullable Long offUntil;

    /// @param compiler for this agent's datacenter
    public CachedTokens(
            TokenSource servers,
            PolicyCompiler compiler,
            TokenCacheSettings settings,
            Ticker ticker,
            InstantSource clock,
            Telemetry telemetry) {
        this.servers = servers;
        this.compiler = compiler;
        this.settings = settings;
        this.ticker = ticker;
        this.clock = clock;
        hits = telemetry.counter("acl.token.cache_hit");
        misses = telemetry.counter("acl.token.cache_miss");
        roles = new Shelf<>(AclRole::id, settings.roleTtl(), ticker);
        policies = new Shelf<>(AclPolicy::id, settings.policyTtl(), ticker);
    }

    /// A token as servers described it, without its secret.
    ///
    /// @param until until when that holds, in ticks
    private record Identity(AclToken token, long until) {}

    /// What a secret came to.
    ///
    /// @param answer  complete
    /// @param until   until when that holds, in ticks
    /// @param expires when the token runs out, whatever servers say; null: never
    private record Outcome(
            CompletableFuture<Authorizer> answer,
            long until,
            @Nullable Instant expires) {
        static Outcome of(RequestFailure refusal, long until) {
            return new Outcome(CompletableFuture.failedFuture(refusal), until, null);
        }

        /// An answer that is not kept.
        static Outcome once(Authorizer authorizer) {
            return new Outcome(CompletableFuture.completedFuture(authorizer), 0, null);
        }

        boolean isExpired(Instant now) {
            return expires != null && !expires.isAfter(now);
        }

        Outcome extended(long longer) {
            return new Outcome(answer, longer, expires);
        }
    }

    @Override
    public CompletableFuture<Authorizer> resolve(String secret) {
        if (isOff()) {
            return Tokens.OFF.resolve(secret);
        }
        if (RootNames.isRoot(secret)) {
            return CompletableFuture.failedFuture(RootNames.refusal());
        }
        String asked = secret.isEmpty() ? AclToken.ANONYMOUS_SECRET : secret;
        ByteBuffer key = Secrets.key(asked);
        Outcome last = last(key);
        if (last != null) {
            if (last.isExpired(clock.instant())) {
                return CompletableFuture.failedFuture(RequestFailure.aclNotFound());
            }
            if (isFuture(last.until)) {
                hits.increment();
                return last.answer;
            }
            misses.increment();
            if (settings.down() == DownPolicy.ASYNC_CACHE) {
                var _ = ask(key, asked);
                return last.answer;
            }
        } else {
            misses.increment();
        }
        return ask(key, asked).copy();
    }

    private boolean isOff() {
        Long until = offUntil;
        return until != null && isFuture(until);
    }

    private boolean isFuture(long ticks) {
        return ticks - ticker.nanos() > 0;
    }

    private @Nullable Outcome last(ByteBuffer key) {
        Outcome outcome = known.get(key);
        return outcome != null ? outcome : unknown.get(key);
    }

    /// Asks servers, once for all who want to know the same.
    private CompletableFuture<Authorizer> ask(ByteBuffer key, String secret) {
        CompletableFuture<Authorizer> mine = new CompletableFuture<>();
        CompletableFuture<Authorizer> others = asking.putIfAbsent(key, mine);
        if (others != null) {
            return others;
        }
        var _ = attempt(key, secret, ATTEMPTS)
                .thenCompose(outcome -> outcome.answer)
                .whenComplete((authorizer, failure) -> {
                    asking.remove(key, mine);
                    if (failure != null) {
                        mine.completeExceptionally(cause(failure));
                    } else {
                        mine.complete(authorizer);
                    }
                });
        return mine;
    }

    private CompletableFuture<Outcome> attempt(ByteBuffer key, String secret, int left) {
        return CompletableFuture.completedFuture(secret)
                .thenCompose(asked -> identity(key, asked))
                .thenCompose(identity -> compiled(secret, identity))
                .thenApply(outcome -> {
                    known.put(key, outcome);
                    unknown.remove(key);
                    return outcome;
                })
                .exceptionallyCompose(failure -> refused(key, secret, left, cause(failure)));
    }

    /// @return fails with `ACL not found` if there is no such token
    private CompletableFuture<Identity> identity(ByteBuffer key, String secret) {
        Identity kept = identities.get(key);
        if (kept != null && isFuture(kept.until)) {
            return CompletableFuture.completedFuture(kept);
        }
        return servers.token(secret).thenApply(said -> {
            AclToken token = said.token();
            if (token == null) {
                throw said.sure() ? RequestFailure.aclNotFound() : unsure;
            }
            AclToken without = token.edit().secretId("").done();
            Identity heard =
                    new Identity(without, ticker.nanos() + settings.tokenTtl().toNanos());
            identities.put(key, heard);
            return heard;
        });
    }

    private CompletableFuture<Outcome> compiled(String secret, Identity identity) {
        AclToken token = identity.token;
        if (token.isExpired(clock.instant())) {
            throw RequestFailure.aclNotFound();
        }
        List<String> roleIds = ids(token.grants().roleLinks().stream());
        return roles.get(roleIds, missing -> servers.roles(secret, missing)).thenCompose(ofRoles -> {
            Stream<AclLink> inherited = ofRoles.items().stream().flatMap(role -> role.grants().policyLinks().stream());
            List<String> policyIds = ids(Stream.concat(token.grants().policyLinks().stream(), inherited));
            return policies.get(policyIds, missing -> servers.policies(secret, missing))
                    .thenApply(ofAll -> outcome(identity, ofRoles, ofAll));
        });
    }

    private static List<String> ids(Stream<AclLink> links) {
        return links.map(AclLink::id).distinct().toList();
    }

    private Outcome outcome(Identity identity, Content<AclRole> ofRoles, Content<AclPolicy> ofAll) {
        AclToken token = identity.token;
        long until = earlier(identity.until, earlier(ofRoles.until(), ofAll.until()));
        try {
            Authorizer authorizer = compiler.compile(
                    TokenPolicies.info(token), TokenPolicies.of(token, ofRoles.items(), ofAll.items()));
            return new Outcome(CompletableFuture.completedFuture(authorizer), until, token.expirationTime());
        } catch (RequestFailure unreadable) {
            return Outcome.of(unreadable, until);
        }
    }

    private static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }

    /// What follows when servers did not say what a token may do.
    @SuppressWarnings("ReferenceEquality") // it says the same as others that are sure
    private CompletableFuture<Outcome> refused(ByteBuffer key, String secret, int left, Throwable failure) {
        String text = failure instanceof RequestFailure refusal ? refusal.text() : "";
        if (text.contains("ACL support disabled")) {
            LOG.atDebug().log("ACLs disabled on servers, will retry");
            offUntil = ticker.nanos() + settings.offTtl().toNanos();
            return CompletableFuture.completedFuture(Outcome.once(Authorizer.ALL));
        }
        if (failure == unsure) {
            forget(key);
            return CompletableFuture.failedFuture(failure);
        }
        if (text.contains("ACL not found")) {
            return CompletableFuture.completedFuture(remembered(key, RequestFailure.aclNotFound()));
        }
        if (text.contains("Permission denied")) {
            forgetLinks(key);
            return left > 1
                    ? attempt(key, secret, left - 1)
                    : CompletableFuture.failedFuture(RequestFailure.permissionDenied());
        }
        return CompletableFuture.completedFuture(whileDown(key, failure));
    }

    private Outcome remembered(ByteBuffer key, RequestFailure refusal) {
        Outcome outcome =
                Outcome.of(refusal, ticker.nanos() + settings.tokenTtl().toNanos());
        forget(key);
        unknown.put(key, outcome);
        return outcome;
    }

    private void forget(ByteBuffer key) {
        identities.remove(key);
        known.remove(key);
    }

    /// The token was changed, or a role of it: what that had is what was asked for in vain.
    private void forgetLinks(ByteBuffer key) {
        Identity changed = identities.get(key);
        if (changed != null) {
            roles.forget(ids(changed.token.grants().roleLinks().stream()));
        }
        identities.remove(key);
    }

    private Outcome whileDown(ByteBuffer key, Throwable failure) {
        warn(failure);
        Outcome last = last(key);
        return switch (settings.down()) {
            case ALLOW -> Outcome.once(PolicyAuthorizer.without(DefaultPolicy.ALLOW));
            case DENY -> Outcome.once(PolicyAuthorizer.without(DefaultPolicy.DENY));
            case EXTEND_CACHE, ASYNC_CACHE ->
                last == null ? Outcome.once(PolicyAuthorizer.without(DefaultPolicy.DENY)) : extended(key, last);
        };
    }

    /// Says once in a while that servers are away: every request with an unknown token finds out.
    private void warn(Throwable failure) {
        long now = ticker.nanos();
        Long last = warned;
        if (last == null || now - last >= WARNING_PERIOD.toNanos()) {
            warned = now;
            LOG.atWarn()
                    .addKeyValue("down_policy", settings.down().text())
                    .addKeyValue("error", failure.getMessage())
                    .log("Cannot ask servers about tokens");
        }
    }

    private Outcome extended(ByteBuffer key, Outcome last) {
        if (last.isExpired(clock.instant())) {
            return remembered(key, RequestFailure.aclNotFound());
        }
        Outcome longer = last.extended(ticker.nanos() + settings.tokenTtl().toNanos());
        (known.get(key) == null ? unknown : known).put(key, longer);
        return longer;
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
