package io.praetor.server.state;

import io.praetor.model.acl.AclBatchDelete;
import io.praetor.model.acl.AclBootstrapRequest;
import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclLink;
import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.AclTokenBatchSet;
import io.praetor.model.acl.LegacyAcl;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules of tokens in the state (`acl.md` §3, §4, §7): what is unknown is not linked, and IDs do not change. What
/// else may be written is for whoever puts the command into the log to say.
public final class AclTokenWrites {
    /// What is said to a second bootstrap.
    public static final String NO_LONGER_ALLOWED = "ACL bootstrap no longer allowed";

    private final StateWrite write;

    AclTokenWrites(StateWrite write) {
        this.write = write;
    }

    private @Nullable AclToken get(String secret) {
        return write.tx().get(Tables.ACL_TOKENS, Keys.exact(secret), Watches.NONE);
    }

    private @Nullable AclToken named(String accessor) {
        return write.tx().first(Tables.ACL_TOKENS, Tables.TOKEN_ACCESSOR, Keys.name(accessor), Watches.NONE);
    }

    /// Makes or replaces tokens.
    public void set(AclTokenBatchSet batch) throws StateException {
        for (AclToken token : batch.tokens() == null ? List.<AclToken>of() : batch.tokens()) {
            AclToken before = get(token.secretId());
            if (batch.cas() && (before == null ? 0 : before.modifyIndex()) != token.modifyIndex()) {
                continue;
            }
            if (token.accessorId().isEmpty()) {
                throw new StateException("Missing ACL Token AccessorID");
            }
            if (!batch.allowMissingLinks()) {
                requireLinks(token);
            }
            if (batch.prohibitUnprivileged() && token.grants().isEmpty()) {
                throw new StateException("Permission denied");
            }
            put(token, before);
        }
    }

    private void put(AclToken token, @Nullable AclToken before) throws StateException {
        if (token.secretId().isEmpty()) {
            throw new StateException("Missing ACL Token SecretID");
        }
        AclToken sameName = token.accessorId().isEmpty() ? null : named(token.accessorId());
        if (sameName != null && !sameName.secretId().equals(token.secretId())) {
            throw new StateException("The ACL Token SecretID field is immutable");
        }
        if (before != null
                && !before.accessorId().isEmpty()
                && !before.accessorId().equalsIgnoreCase(token.accessorId())) {
            throw new StateException("The ACL Token AccessorID field is immutable");
        }
        long created = before == null ? write.index() : before.createIndex();
        AclToken hashed = token.hash() == null ? token.hashed() : token;
        write.tx().put(Tables.ACL_TOKENS, hashed.withIndexes(created, write.index()));
        write.touch(Indexes.ACL_TOKENS);
    }

    private void requireLinks(AclToken token) throws StateException {
        for (AclLink policy : token.grants().policyLinks()) {
            if (write.tx().get(Tables.ACL_POLICIES, Keys.name(policy.id()), Watches.NONE) == null) {
                throw new StateException("No such policy with ID: " + policy.id());
            }
        }
        for (AclLink role : token.grants().roleLinks()) {
            if (write.tx().get(Tables.ACL_ROLES, Keys.name(role.id()), Watches.NONE) == null) {
                throw new StateException("No such role with ID: " + role.id());
            }
        }
        String method = token.authMethod();
        if (!method.isEmpty() && write.tx().get(Tables.ACL_AUTH_METHODS, Keys.name(method), Watches.NONE) == null) {
            throw new StateException("No such auth method with Name: " + method);
        }
    }

    /// Ends tokens; those that are not there are passed over.
    public void delete(AclBatchDelete batch) throws StateException {
        for (String accessor : batch.unwanted()) {
            if (accessor.equals(AclToken.ANONYMOUS_ID)) {
                throw new StateException("Deletion of the builtin anonymous token is not permitted");
            }
            AclToken token = accessor.isEmpty() ? null : named(accessor);
            if (token != null) {
                delete(token);
            }
        }
    }

    private void delete(AclToken token) {
        write.tx().delete(Tables.ACL_TOKENS, Keys.exact(token.secretId()));
        write.touch(Indexes.ACL_TOKENS);
    }

    /// Ends all tokens that came from an auth method.
    void deleteAllOf(String method) {
        List<AclToken> tokens = new ArrayList<>();
        write.tx()
                .lookup(Tables.ACL_TOKENS, Tables.TOKEN_METHOD, Keys.name(method), Watches.NONE)
                .forEach(tokens::add);
        tokens.forEach(this::delete);
    }

    /// Makes the first token, or one more if the index of the bootstrap before is known.
    public void bootstrap(AclBootstrapRequest request) throws StateException {
        long last = Indexes.get(write.tx(), Indexes.ACL_BOOTSTRAP, Watches.NONE);
        if (last != 0 && request.resetIndex() == 0) {
            throw new StateException(NO_LONGER_ALLOWED + " (reset index: " + last + ")");
        }
        if (last != 0 && request.resetIndex() != last) {
            throw new StateException(invalidReset(request.resetIndex(), last));
        }
        put(request.token(), get(request.token().secretId()));
        write.touch(Indexes.ACL_BOOTSTRAP);
    }

    /// What is said to a reset that is for another bootstrap.
    public static String invalidReset(long given, long last) {
        return "Invalid bootstrap reset index (specified " + given + ", reset index: " + last + ")";
    }

    /// Makes or replaces a token in the old form.
    public void setLegacy(LegacyAcl acl) throws StateException {
        AclToken before = get(acl.id());
        if (before != null && !before.isLegacy()) {
            throw new StateException("Cannot use legacy endpoint to modify a non-legacy token");
        }
        AclToken token = before == null
                ? fromLegacy(acl)
                : before.edit()
                        .description(acl.name())
                        .legacy(acl.type(), acl.rules())
                        .done();
        put(token.hashed(), before);
    }

    /// The token that is meant by one in the old form. It has no accessor.
    static AclToken fromLegacy(LegacyAcl acl) {
        return AclToken.of("", acl.id(), acl.name(), AclGrants.NONE)
                .edit()
                .legacy(acl.type(), acl.rules())
                .indexes(acl.createIndex(), acl.modifyIndex())
                .done();
    }

    /// Ends a token by its secret.
    public void deleteLegacy(String secret) {
        AclToken token = get(secret);
        if (token != null) {
            delete(token);
        }
    }
}
