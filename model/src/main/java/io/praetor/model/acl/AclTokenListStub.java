package io.praetor.model.acl;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a list shows of a token: everything but its secret and its rules.
///
/// @param legacy whether it is of the old kind
public record AclTokenListStub(
        String accessorId,
        String description,
        AclGrants grants,
        boolean local,
        String authMethod,
        @Nullable Instant expirationTime,
        Instant createTime,
        @Nullable Bytes hash,
        long createIndex,
        long modifyIndex,
        boolean legacy) {

    /// How it travels.
    public static final StructCodec<AclTokenListStub> CODEC = StructCodec.<AclTokenListStub>of("ACLTokenListStub")
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
            .field("CreateIndex", Codecs.UINT64, AclTokenListStub::createIndex)
            .field("ModifyIndex", Codecs.UINT64, AclTokenListStub::modifyIndex)
            .field("Legacy", Codecs.BOOL, AclTokenListStub::legacy)
            .omitEmpty()
            .build(v -> new AclTokenListStub(
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
                    v.next()));

    /// What a list shows of this token.
    public static AclTokenListStub of(AclToken token) {
        return new AclTokenListStub(
                token.accessorId(),
                token.description(),
                token.grants(),
                token.local(),
                token.authMethod(),
                token.expirationTime(),
                token.createTime(),
                token.hash(),
                token.createIndex(),
                token.modifyIndex(),
                token.isLegacy());
    }
}
