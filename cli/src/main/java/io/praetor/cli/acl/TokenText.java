package io.praetor.cli.acl;

import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclToken;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Prints a token, with its secret.
final class TokenText implements ObjectText<AclToken> {
    static final int COLUMN = 18;

    /// The API's fields; the command line shows the indexes first.
    private static final StructCodec<AclToken> CODEC = StructCodec.<AclToken>of("ACLToken")
            .field("CreateIndex", Codecs.UINT64, AclToken::createIndex)
            .field("ModifyIndex", Codecs.UINT64, AclToken::modifyIndex)
            .field("AccessorID", Codecs.TEXT, AclToken::accessorId)
            .field("SecretID", Codecs.TEXT, AclToken::secretId)
            .field("Description", Codecs.TEXT, AclToken::description)
            .embed(AclGrants.CODEC, AclToken::grants)
            .field("Local", Codecs.BOOL, AclToken::local)
            .field("AuthMethod", Codecs.TEXT, AclToken::authMethod)
            .omitEmpty()
            .field("ExpirationTime", Codecs.pointer(Codecs.TIME), AclToken::expirationTime)
            .omitEmpty()
            .field("CreateTime", Codecs.TIME, AclToken::createTime)
            .field("Hash", Codecs.BYTES, AclToken::hash)
            .field("Rules", Codecs.TEXT, AclToken::rules)
            .omitEmpty()
            .build(TokenText::read);

    private static AclToken read(StructCodec.Values v) {
        long created = v.<Long>next();
        long modified = v.<Long>next();
        String accessor = v.next();
        String secret = v.next();
        String description = v.next();
        AclGrants grants = v.embedded(AclGrants.CODEC);
        boolean local = v.<Boolean>next();
        String method = v.next();
        @Nullable Instant expires = v.next();
        return AclToken.of(accessor, secret, description, grants)
                .edit()
                .local(local)
                .authMethod(method)
                .expires(expires)
                .createTime(v.next())
                .hash(v.next())
                .legacy("", v.next())
                .indexes(created, modified)
                .done();
    }

    @Override
    public Codec<AclToken> json() {
        return CODEC;
    }

    @Override
    public String pretty(AclToken token, boolean meta) {
        Rows rows = new Rows("", COLUMN)
                .row("AccessorID", token.accessorId())
                .row("SecretID", token.secretId())
                .row("Description", token.description())
                .row("Local", Boolean.toString(token.local()))
                .rowIfAny("Auth Method", token.authMethod())
                .row("Create Time", token.createTime());
        Instant expires = token.expirationTime();
        if (expires != null) {
            rows.row("Expiration Time", expires);
        }
        if (meta) {
            rows.hash(token.hash()).indexes(token.createIndex(), token.modifyIndex());
        }
        GrantsText.append(rows, token.grants());
        if (!token.rules().isEmpty()) {
            rows.line("Rules:").line(token.rules());
        }
        return rows.toString();
    }
}
