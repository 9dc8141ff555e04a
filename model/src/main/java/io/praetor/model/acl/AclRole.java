package io.praetor.model.acl;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Grants with a name, for many tokens to have (`acl.md` §3). Each list may be nil.
///
/// @param hash over what it means; null until it is computed
public record AclRole(
        String id,
        String name,
        String description,
        @Nullable List<AclLink> policies,
        @Nullable List<AclServiceIdentity> serviceIdentities,
        @Nullable List<AclNodeIdentity> nodeIdentities,
        @Nullable List<AclTemplatedPolicy> templatedPolicies,
        @Nullable Bytes hash,
        long createIndex,
        long modifyIndex) {

    /// How it travels.
    public static final StructCodec<AclRole> CODEC = StructCodec.<AclRole>of("ACLRole")
            .field("ID", Codecs.TEXT, AclRole::id)
            .field("Name", Codecs.TEXT, AclRole::name)
            .field("Description", Codecs.TEXT, AclRole::description)
            .field("Policies", Codecs.list(AclLink.CODEC), AclRole::policies)
            .omitEmpty()
            .field("ServiceIdentities", Codecs.list(AclServiceIdentity.CODEC), AclRole::serviceIdentities)
            .omitEmpty()
            .field("NodeIdentities", Codecs.list(AclNodeIdentity.CODEC), AclRole::nodeIdentities)
            .omitEmpty()
            .field("TemplatedPolicies", Codecs.list(AclTemplatedPolicy.CODEC), AclRole::templatedPolicies)
            .omitEmpty()
            .sparse()
            .field("Hash", Codecs.BYTES, AclRole::hash)
            .field("CreateIndex", Codecs.UINT64, AclRole::createIndex)
            .field("ModifyIndex", Codecs.UINT64, AclRole::modifyIndex)
            .build(v -> new AclRole(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next()));

    /// Without anything but a name, and what it is for.
    public static AclRole named(String id, String name, String description) {
        return new AclRole(id, name, description, null, null, null, null, null, 0, 0);
    }

    /// Where to find it.
    public AclLink link() {
        return new AclLink(id, name);
    }

    /// What it grants, in the form that tokens have it.
    public AclGrants grants() {
        return new AclGrants(policies, null, serviceIdentities, nodeIdentities, templatedPolicies);
    }

    /// The same with this ID.
    public AclRole withId(String newId) {
        return with(newId, grants(), hash, createIndex, modifyIndex);
    }

    /// The same with these grants, which have no roles.
    public AclRole withGrants(AclGrants grants) {
        return with(id, grants, hash, createIndex, modifyIndex);
    }

    /// The same with these Raft indexes.
    public AclRole withIndexes(long create, long modify) {
        return with(id, grants(), hash, create, modify);
    }

    /// The same with the hash of what it means.
    public AclRole hashed() {
        return with(id, grants(), AclHashes.of(this), createIndex, modifyIndex);
    }

    private AclRole with(String newId, AclGrants grants, @Nullable Bytes newHash, long create, long modify) {
        return new AclRole(
                newId,
                name,
                description,
                grants.policies(),
                grants.serviceIdentities(),
                grants.nodeIdentities(),
                grants.templatedPolicies(),
                newHash,
                create,
                modify);
    }
}
