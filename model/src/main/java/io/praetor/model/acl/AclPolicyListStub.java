package io.praetor.model.acl;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a list shows of a policy: everything but its rules.
public record AclPolicyListStub(
        String id,
        String name,
        String description,
        @Nullable List<String> datacenters,
        @Nullable Bytes hash,
        long createIndex,
        long modifyIndex) {

    /// How it travels.
    public static final StructCodec<AclPolicyListStub> CODEC = StructCodec.<AclPolicyListStub>of("ACLPolicyListStub")
            .field("ID", Codecs.TEXT, AclPolicyListStub::id)
            .field("Name", Codecs.TEXT, AclPolicyListStub::name)
            .field("Description", Codecs.TEXT, AclPolicyListStub::description)
            .field("Datacenters", Codecs.TEXTS, AclPolicyListStub::datacenters)
            .field("Hash", Codecs.BYTES, AclPolicyListStub::hash)
            .field("CreateIndex", Codecs.UINT64, AclPolicyListStub::createIndex)
            .field("ModifyIndex", Codecs.UINT64, AclPolicyListStub::modifyIndex)
            .build(v -> new AclPolicyListStub(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    /// What a list shows of this policy.
    public static AclPolicyListStub of(AclPolicy policy) {
        return new AclPolicyListStub(
                policy.id(),
                policy.name(),
                policy.description(),
                policy.datacenters(),
                policy.hash(),
                policy.createIndex(),
                policy.modifyIndex());
    }
}
