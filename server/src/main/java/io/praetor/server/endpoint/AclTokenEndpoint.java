package io.praetor.server.endpoint;

import io.praetor.model.acl.AclBatchDelete;
import io.praetor.model.acl.AclBootstrapRequest;
import io.praetor.model.acl.AclBootstrapTokensRequest;
import io.praetor.model.acl.AclDeleteRequest;
import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclLink;
import io.praetor.model.acl.AclNodeIdentity;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.AclTokenBatchSet;
import io.praetor.model.acl.AclTokenSetRequest;
import io.praetor.model.log.CommandType;
import io.praetor.server.RequestFailure;
import io.praetor.server.state.AclTokenReads;
import io.praetor.server.state.AclTokenWrites;
import io.praetor.store.Watches;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Changes of tokens, and the first of all (`acl.md` §3, §4).
final class AclTokenEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(AclTokenEndpoint.class);
    private static final String LOOKUP = "Failed acl token lookup by accessor: ";
    private static final String BOOTSTRAP = "Bootstrap Token (Global Management)";

    private final AclParts parts;
    private final BootstrapReset reset;

    AclTokenEndpoint(AclParts parts, BootstrapReset reset) {
        this.parts = parts;
        this.reset = reset;
    }

    private AclTokenReads tokens() {
        return parts.state().aclTokens();
    }

    // ---- one token

    CompletableFuture<AclToken> set(AclTokenSetRequest request) {
        return parts.change(request.datacenter(), request.token(), _ -> {
            AclToken given = request.value();
            return store(request.create() || given.accessorId().isEmpty() ? created(given) : updated(given));
        });
    }

    CompletableFuture<AclToken> issueForNode(String node, String description) {
        AclNodeIdentity identity = new AclNodeIdentity(node, parts.here().datacenter());
        return store(created(AclToken.of("", "", description, new AclGrants(null, null, null, List.of(identity)))
                .edit()
                .local(true)
                .done()));
    }

    private AclToken created(AclToken given) {
        requireNewKind(given);
        if (!given.authMethod().isEmpty()) {
            throw RequestFailure.internal("AuthMethod field is disallowed outside of Login");
        }
        Instant now = parts.clock().instant();
        return identified(given)
                .edit()
                .createTime(now)
                .expires(AclExpiry.of(given, now))
                .done();
    }

    private static void requireNewKind(AclToken given) {
        if (!given.rules().isEmpty()) {
            throw RequestFailure.internal("Rules cannot be specified for this token");
        }
        if (!given.type().isEmpty()) {
            throw RequestFailure.internal("Type cannot be specified for this token");
        }
    }

    /// With the IDs that were asked for, if those are free, or new ones.
    private AclToken identified(AclToken given) {
        String accessor = given.accessorId();
        if (accessor.isEmpty()) {
            accessor = freeId();
        } else {
            AclNames.requireId(accessor, LOOKUP, "token");
            requireFree(accessor, "AccessorID");
        }
        String secret = given.secretId();
        if (secret.isEmpty()) {
            secret = freeId();
        } else {
            requireFree(secret, "SecretID");
        }
        return given.edit().accessorId(accessor).secretId(secret).done();
    }

    private void requireFree(String id, String field) {
        if (!AclNames.isUuid(id)) {
            throw RequestFailure.internal("Invalid Token: " + field + " is not a valid UUID");
        }
        if (isTaken(id)) {
            throw RequestFailure.internal("Invalid Token: " + field + " is already in use");
        }
        if (AclNames.isReserved(id)) {
            throw AclNames.reserved();
        }
    }

    private boolean isTaken(String id) {
        return tokens().isAccessorTaken(id) || tokens().isSecretTaken(id);
    }

    /// An ID that no token has in either role.
    String freeId() {
        String id = parts.ids().next();
        while (isTaken(id)) {
            id = parts.ids().next();
        }
        return id;
    }

    private AclToken updated(AclToken given) {
        String accessor = given.accessorId();
        AclNames.requireId(accessor, LOOKUP, "token");
        AclToken before = tokens().byAccessor(accessor, Watches.NONE).value();
        if (before == null) {
            throw RequestFailure.internal("Cannot find token \"" + accessor + "\"");
        }
        requireNewKind(given);
        if (!given.secretId().isEmpty() && !given.secretId().equals(before.secretId())) {
            throw RequestFailure.internal("Changing a tokens SecretID is not permitted");
        }
        if (given.local() != before.local()) {
            throw RequestFailure.internal("cannot toggle local mode of " + accessor);
        }
        if (!given.authMethod().isEmpty() && !given.authMethod().equals(before.authMethod())) {
            throw RequestFailure.internal("Cannot change AuthMethod of " + accessor);
        }
        boolean otherTime =
                given.expirationTime() != null && !given.expirationTime().equals(before.expirationTime());
        if (given.expirationTtl() != 0 || otherTime) {
            throw RequestFailure.internal("Cannot change expiration time of " + accessor);
        }
        return before.edit()
                .description(given.description())
                .grants(given.grants())
                .legacy("", "")
                .done();
    }

    private CompletableFuture<AclToken> store(AclToken token) {
        AclGrants grants = AclGrantRules.ofToken(parts.state(), token.grants(), token.local());
        AclTokenBatchSet batch =
                AclTokenBatchSet.of(token.edit().grants(grants).done().hashed());
        return parts.withBuiltIns(grants).thenCompose(_ -> write(batch, token.accessorId()));
    }

    /// Writes a token that is known to be sound.
    ///
    /// @return it, as it is stored
    CompletableFuture<AclToken> write(AclTokenBatchSet batch, String accessor) {
        return parts.propose(CommandType.ACL_TOKEN_SET, AclTokenBatchSet.CODEC, batch)
                .thenApply(_ -> AclParts.stored(
                        tokens().byAccessor(accessor, Watches.NONE).value()));
    }

    CompletableFuture<AclToken> copy(AclTokenSetRequest request) {
        return parts.change(request.datacenter(), request.token(), _ -> {
            AclToken wanted = request.value();
            AclNames.requireId(wanted.accessorId(), "", "token");
            AclToken original =
                    tokens().byAccessor(wanted.accessorId(), Watches.NONE).value();
            if (original == null) {
                throw RequestFailure.aclNotFound();
            }
            if (!original.authMethod().isEmpty()) {
                throw RequestFailure.internal("Cannot clone a token created from an auth method");
            }
            if (original.isLegacy()) {
                throw RequestFailure.internal("Cannot clone a legacy ACL with this endpoint");
            }
            String description = wanted.description().isEmpty() ? original.description() : wanted.description();
            return store(created(AclToken.of("", "", description, original.grants())
                    .edit()
                    .local(original.local())
                    .expires(original.expirationTime())
                    .done()));
        });
    }

    CompletableFuture<String> delete(AclDeleteRequest request) {
        return parts.change(request.datacenter(), request.token(), by -> {
            String accessor = request.id();
            if (!AclNames.isUuid(accessor)) {
                throw RequestFailure.internal("Accessor ID is missing or an invalid UUID");
            }
            if (accessor.equals(AclToken.ANONYMOUS_ID)) {
                throw RequestFailure.internal("Delete operation not permitted on the anonymous token");
            }
            if (accessor.equalsIgnoreCase(by.accessor())) {
                throw RequestFailure.internal("Deletion of the request's authorization token is not permitted");
            }
            return delete(accessor);
        });
    }

    /// Ends a token that may be ended.
    ///
    /// @return its accessor
    CompletableFuture<String> delete(String accessor) {
        return parts.propose(CommandType.ACL_TOKEN_DELETE, AclBatchDelete.TOKENS, AclBatchDelete.of(accessor))
                .thenApply(_ -> accessor);
    }

    // ---- the first

    CompletableFuture<AclToken> bootstrap(AclBootstrapTokensRequest request) {
        return parts.admitAnybody(
                request.datacenter(),
                () -> CompletableFuture.supplyAsync(() -> first(request.secret()), parts.executor())
                        .thenCompose(this::bootstrap));
    }

    private AclBootstrapRequest first(String wantedSecret) {
        if (!wantedSecret.isEmpty() && !AclNames.isUuid(wantedSecret)) {
            throw RequestFailure.internal("Invalid Token: SecretID is not a valid UUID");
        }
        long last = tokens().bootstrapIndex();
        long given = last == 0 ? 0 : reset.index();
        if (last != 0 && given == 0) {
            throw noLongerAllowed(last);
        }
        if (given != last) {
            throw RequestFailure.internal(AclTokenWrites.invalidReset(given, last));
        }
        if (!wantedSecret.isEmpty()) {
            requireFree(wantedSecret, "SecretID");
        }
        String secret = wantedSecret.isEmpty() ? freeId() : wantedSecret;
        return new AclBootstrapRequest(
                management(freeId(), secret, BOOTSTRAP, parts.clock().instant()), given);
    }

    /// A token that may do everything.
    static AclToken management(String accessor, String secret, String description, Instant now) {
        AclLink everything = new AclLink(AclPolicy.GLOBAL_MANAGEMENT_ID, AclPolicy.GLOBAL_MANAGEMENT);
        return AclToken.of(accessor, secret, description, AclGrants.ofPolicy(everything))
                .edit()
                .legacy(AclToken.MANAGEMENT, "")
                .createTime(now)
                .done()
                .hashed();
    }

    private CompletableFuture<AclToken> bootstrap(AclBootstrapRequest request) {
        return parts.propose(CommandType.ACL_BOOTSTRAP, AclBootstrapRequest.CODEC, request)
                .<AclToken>thenApply(_ -> {
                    LOG.info("ACL bootstrap completed");
                    if (request.resetIndex() != 0) {
                        parts.executor().execute(reset::remove);
                    }
                    return AclParts.stored(tokens().byAccessor(request.token().accessorId(), Watches.NONE)
                            .value());
                })
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(lostRace(failure)));
    }

    /// Somebody else may have been faster.
    private Throwable lostRace(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        boolean late =
                cause instanceof RequestFailure refusal && refusal.text().startsWith(AclTokenWrites.NO_LONGER_ALLOWED);
        return late ? noLongerAllowed(tokens().bootstrapIndex()) : cause;
    }

    private static RequestFailure noLongerAllowed(long last) {
        return new RequestFailure(
                RequestFailure.Kind.PERMISSION_DENIED,
                "Permission denied: " + AclTokenWrites.NO_LONGER_ALLOWED + " (reset index: " + last + ")");
    }

    /// The token with this secret; null when there is none.
    @Nullable AclToken bySecret(String secret) {
        return secret.isEmpty() ? null : tokens().bySecret(secret, Watches.NONE).value();
    }
}
