package io.praetor.cli.acl;

import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclTokenListStub;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Prints a token of a list, which has no secret.
final class TokenEntryText implements ObjectText<AclTokenListStub> {
    /// The API's fields; the command line shows the indexes first.
    private static final StructCodec<AclTokenListStub> CODEC = StructCodec.<AclTokenListStub>of("ACLTokenListEntry")
            .field("CreateIndex", Codecs.UINT64, AclTokenListStub::createIndex)
            .field("ModifyIndex", Codecs.UINT64, AclTokenListStub::modifyIndex)
            .field("AccessorID", Codecs.TEXT, AclTokenListStub::accessorId)
            .field("Description", Codecs.TEXT, AclTokenListStub::description)
            .embed(AclGrants.CODEC, AclTokenListStub::grants)
            .field("Local", Codecs.BOOL, AclTokenListStub::local)
            .field("AuthMethod", Codecs.TEXT, AclTokenListStub::authMethod)
            .omitEmpty()
            .field("ExpirationTime", Codecs.pointer(Codecs.TIME), AclTokenListStub::expirationTime)
            .omitEmpty()
            .field("CreateTime", Codecs.TIME, AclTokenListStub::createTime)
            .field("Hash", Codecs.BYTES, AclTokenListStub::hash)
            .field("Legacy", Codecs.BOOL, AclTokenListStub::legacy)
            .build(TokenEntryText::read);

    private static AclTokenListStub read(StructCodec.Values v) {
        long created = v.<Long>next();
        long modified = v.<Long>next();
        String accessor = v.next();
        String description = v.next();
        AclGrants grants = v.embedded(AclGrants.CODEC);
        boolean local = v.<Boolean>next();
        String method = v.next();
        @Nullable Instant expires = v.next();
        return new AclTokenListStub(
                accessor,
                description,
                grants,
                local,
                method,
                expires,
                v.next(),
                v.next(),
                created,
                modified,
                v.<Boolean>next());
    }

    @Override
    public Codec<AclTokenListStub> json() {
        return CODEC;
    }

    @Override
    public String separator() {
        return "\n";
    }

    @Override
    public String pretty(AclTokenListStub token, boolean meta) {
        Rows rows = new Rows("", TokenText.COLUMN)
                .row("AccessorID", token.accessorId())
                .row("Description", token.description())
                .row("Local", Boolean.toString(token.local()))
                .rowIfAny("Auth Method", token.authMethod())
                .row("Create Time", token.createTime());
        Instant expires = token.expirationTime();
        if (expires != null) {
            rows.row("Expiration Time", expires);
        }
        rows.row("Legacy", Boolean.toString(token.legacy()));
        if (meta) {
            rows.hash(token.hash()).indexes(token.createIndex(), token.modifyIndex());
        }
        GrantsText.append(rows, token.grants());
        return rows.toString();
    }
}
