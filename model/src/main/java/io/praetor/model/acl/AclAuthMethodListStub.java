package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// What a list shows of an auth method: nothing of its configuration.
public record AclAuthMethodListStub(
        String name, String type, String displayName, String description, long createIndex, long modifyIndex) {

    /// How it travels.
    public static final StructCodec<AclAuthMethodListStub> CODEC = StructCodec.<AclAuthMethodListStub>of(
                    "ACLAuthMethodListStub")
            .field("Name", Codecs.TEXT, AclAuthMethodListStub::name)
            .field("Type", Codecs.TEXT, AclAuthMethodListStub::type)
            .field("DisplayName", Codecs.TEXT, AclAuthMethodListStub::displayName)
            .omitEmpty()
            .field("Description", Codecs.TEXT, AclAuthMethodListStub::description)
            .omitEmpty()
            .field("CreateIndex", Codecs.UINT64, AclAuthMethodListStub::createIndex)
            .field("ModifyIndex", Codecs.UINT64, AclAuthMethodListStub::modifyIndex)
            .build(v -> new AclAuthMethodListStub(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    /// What a list shows of this method.
    public static AclAuthMethodListStub of(AclAuthMethod method) {
        return new AclAuthMethodListStub(
                method.name(),
                method.type(),
                method.displayName(),
                method.description(),
                method.createIndex(),
                method.modifyIndex());
    }
}
