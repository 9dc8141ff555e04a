package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// A token as it was before 1.4 (`acl.md` §7).
///
/// @param id   its secret
/// @param type `client` or `management`
public record LegacyAcl(String id, String name, String type, String rules, long createIndex, long modifyIndex) {

    /// How it travels.
    public static final StructCodec<LegacyAcl> CODEC = StructCodec.<LegacyAcl>of("ACL")
            .field("ID", Codecs.TEXT, LegacyAcl::id)
            .field("Name", Codecs.TEXT, LegacyAcl::name)
            .field("Type", Codecs.TEXT, LegacyAcl::type)
            .field("Rules", Codecs.TEXT, LegacyAcl::rules)
            .field("CreateIndex", Codecs.UINT64, LegacyAcl::createIndex)
            .field("ModifyIndex", Codecs.UINT64, LegacyAcl::modifyIndex)
            .build(v -> new LegacyAcl(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    /// Names it without its secret.
    @Override
    public String toString() {
        return "LegacyAcl[" + name + "]";
    }
}
