package io.praetor.model.acl;

import io.praetor.model.Bytes;
import io.praetor.model.GoTime;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What somebody who knows its secret may do (`acl.md` §3).
///
/// @param accessorId     a UUID, to name the token by
/// @param secretId       a UUID, to be known by its holders only
/// @param type           `management` or `client` of the old kind; empty, or `management` of a bootstrapped token,
///                       for those of the new
/// @param rules          of the old kind only
/// @param local          whether it counts in this datacenter only
/// @param authMethod     with which somebody logged in to get it; else empty
/// @param expirationTime null: never
/// @param expirationTtl  nanoseconds; input only
/// @param hash           over what it means; null until it is computed
public record AclToken(
        String accessorId,
        String secretId,
        String description,
        AclGrants grants,
        String type,
        String rules,
        boolean local,
        String authMethod,
        @Nullable Instant expirationTime,
        long expirationTtl,
        Instant createTime,
        @Nullable Bytes hash,
        long createIndex,
        long modifyIndex) {

    /// The accessor of the token that counts when none is sent.
    public static final String ANONYMOUS_ID = "00000000-0000-0000-0000-000000000002";

    /// Its secret.
    public static final String ANONYMOUS_SECRET = "anonymous";

    /// What is shown instead of a secret.
    public static final String HIDDEN = "<hidden>";

    /// The type of tokens of the old kind that may do everything.
    public static final String MANAGEMENT = "management";

    /// The type of tokens of the old kind that may do what their rules say.
    public static final String CLIENT = "client";

    /// How it travels.
    public static final StructCodec<AclToken> CODEC = StructCodec.<AclToken>of("ACLToken")
            .field("AccessorID", Codecs.TEXT, AclToken::accessorId)
            .field("SecretID", Codecs.TEXT, AclToken::secretId)
            .field("Description", Codecs.TEXT, AclToken::description)
            .embed(AclGrants.CODEC, AclToken::grants)
            .field("Type", Codecs.TEXT, AclToken::type)
            .packOnly()
            .field("Rules", Codecs.TEXT, AclToken::rules)
            .omitEmpty()
            .field("Local", Codecs.BOOL, AclToken::local)
            .field("AuthMethod", Codecs.TEXT, AclToken::authMethod)
            .omitEmpty()
            .field("ExpirationTime", Codecs.pointer(Codecs.TIME), AclToken::expirationTime)
            .omitEmpty()
            .field("ExpirationTTL", Codecs.DURATION_TEXT, AclToken::expirationTtl)
            .omitEmpty()
            .field("CreateTime", Codecs.TIME, AclToken::createTime)
            .field("Hash", Codecs.BYTES, AclToken::hash)
            .field("CreateIndex", Codecs.UINT64, AclToken::createIndex)
            .field("ModifyIndex", Codecs.UINT64, AclToken::modifyIndex)
            .build(v -> new AclToken(
                    v.next(),
                    v.next(),
                    v.next(),
                    v.embedded(AclGrants.CODEC),
                    v.next(),
                    v.next(),
                    v.next(),
                    v.next(),
                    v.next(),
                    v.next(),
                    v.next(),
                    v.next(),
                    v.next(),
                    v.next()));

    /// A token of the new kind with these parts and nothing else.
    public static AclToken of(String accessorId, String secretId, String description, AclGrants grants) {
        return new AclToken(
                accessorId, secretId, description, grants, "", "", false, "", null, 0, GoTime.ZERO, null, 0, 0);
    }

    /// To make another that differs in some parts.
    public AclTokenEdit edit() {
        return new AclTokenEdit(this);
    }

    /// Whether it has run out.
    public boolean isExpired(Instant now) {
        return expirationTime != null && !expirationTime.isAfter(now);
    }

    /// Whether it is of the old kind: rules and a type instead of grants.
    public boolean isLegacy() {
        return !type.isEmpty() && grants.isEmpty();
    }

    /// The old form of what it says; null when it has none.
    public @Nullable LegacyAcl toLegacy() {
        return type.isEmpty() ? null : new LegacyAcl(secretId, description, type, rules, createIndex, modifyIndex);
    }

    /// The same with these Raft indexes.
    public AclToken withIndexes(long create, long modify) {
        return edit().indexes(create, modify).done();
    }

    /// The same with the hash of what it means.
    public AclToken hashed() {
        return edit().hash(AclHashes.of(this)).done();
    }

    /// The same without its secret, for those who may not know it.
    public AclToken redacted() {
        return edit().secretId(HIDDEN).done();
    }

    /// Names it without its secret.
    @Override
    public String toString() {
        return "AclToken[" + accessorId + "]";
    }
}
