package io.praetor.model.acl;

import io.praetor.model.Bytes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Another token on its way out of one.
public final class AclTokenEdit {
    private String accessorId;
    private String secretId;
    private String description;
    private AclGrants grants;
    private String type;
    private String rules;
    private boolean local;
    private String authMethod;
    private @Nullable Instant expirationTime;
    private long expirationTtl;
    private Instant createTime;
    private @Nullable Bytes hash;
    private long createIndex;
    private long modifyIndex;

    AclTokenEdit(AclToken token) {
        accessorId = token.accessorId();
        secretId = token.secretId();
        description = token.description();
        grants = token.grants();
        type = token.type();
        rules = token.rules();
        local = token.local();
        authMethod = token.authMethod();
        expirationTime = token.expirationTime();
        expirationTtl = token.expirationTtl();
        createTime = token.createTime();
        hash = token.hash();
        createIndex = token.createIndex();
        modifyIndex = token.modifyIndex();
    }

    /// Sets the accessor.
    public AclTokenEdit accessorId(String value) {
        accessorId = value;
        return this;
    }

    /// Sets the secret.
    public AclTokenEdit secretId(String value) {
        secretId = value;
        return this;
    }

    /// Sets the description.
    public AclTokenEdit description(String value) {
        description = value;
        return this;
    }

    /// Sets the grants.
    public AclTokenEdit grants(AclGrants value) {
        grants = value;
        return this;
    }

    /// Sets the type and rules of the old kind.
    public AclTokenEdit legacy(String newType, String newRules) {
        type = newType;
        rules = newRules;
        return this;
    }

    /// Sets whether it counts in one datacenter only.
    public AclTokenEdit local(boolean value) {
        local = value;
        return this;
    }

    /// Sets the auth method.
    public AclTokenEdit authMethod(String value) {
        authMethod = value;
        return this;
    }

    /// Sets when it runs out, and drops what was asked for in its place.
    public AclTokenEdit expires(@Nullable Instant value) {
        expirationTime = value;
        expirationTtl = 0;
        return this;
    }

    /// Sets when it was made.
    public AclTokenEdit createTime(Instant value) {
        createTime = value;
        return this;
    }

    /// Sets the hash.
    public AclTokenEdit hash(@Nullable Bytes value) {
        hash = value;
        return this;
    }

    /// Sets the Raft indexes.
    public AclTokenEdit indexes(long create, long modify) {
        createIndex = create;
        modifyIndex = modify;
        return this;
    }

    /// The other token.
    public AclToken done() {
        return new AclToken(
                accessorId,
                secretId,
                description,
                grants,
                type,
                rules,
                local,
                authMethod,
                expirationTime,
                expirationTtl,
                createTime,
                hash,
                createIndex,
                modifyIndex);
    }
}
