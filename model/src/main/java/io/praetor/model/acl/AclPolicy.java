package io.praetor.model.acl;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rules with a name (`acl.md` §1, §3).
///
/// @param rules       HCL or JSON
/// @param syntax      0: the present one; 1: that of tokens of the old kind
/// @param datacenters in which it holds; null or empty: in all
/// @param hash        over what it means; null until it is computed
public record AclPolicy(
        String id,
        String name,
        String description,
        String rules,
        int syntax,
        @Nullable List<String> datacenters,
        @Nullable Bytes hash,
        long createIndex,
        long modifyIndex) {

    /// The ID of the built-in policy that reads everything (later versions).
    public static final String GLOBAL_READ_ONLY_ID = "00000000-0000-0000-0000-000000000002";

    /// The policy that is always there and grants everything.
    public static final String GLOBAL_MANAGEMENT_ID = "00000000-0000-0000-0000-000000000001";

    /// Its name, unless somebody changed it.
    public static final String GLOBAL_MANAGEMENT = "global-management";

    /// How it travels.
    public static final StructCodec<AclPolicy> CODEC = StructCodec.<AclPolicy>of("ACLPolicy")
            .field("ID", Codecs.TEXT, AclPolicy::id)
            .field("Name", Codecs.TEXT, AclPolicy::name)
            .field("Description", Codecs.TEXT, AclPolicy::description)
            .field("Rules", Codecs.TEXT, AclPolicy::rules)
            .field("Syntax", Codecs.INT, AclPolicy::syntax)
            .packOnly()
            .field("Datacenters", Codecs.TEXTS, AclPolicy::datacenters)
            .omitEmpty()
            .field("Hash", Codecs.BYTES, AclPolicy::hash)
            .field("CreateIndex", Codecs.UINT64, AclPolicy::createIndex)
            .field("ModifyIndex", Codecs.UINT64, AclPolicy::modifyIndex)
            .build(v -> new AclPolicy(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    /// Where to find it.
    public AclLink link() {
        return new AclLink(id, name);
    }

    /// The same with this ID.
    public AclPolicy withId(String newId) {
        return new AclPolicy(newId, name, description, rules, syntax, datacenters, hash, createIndex, modifyIndex);
    }

    /// The same with these Raft indexes.
    public AclPolicy withIndexes(long create, long modify) {
        return new AclPolicy(id, name, description, rules, syntax, datacenters, hash, create, modify);
    }

    /// The same with the hash of what it means.
    public AclPolicy hashed() {
        return new AclPolicy(
                id, name, description, rules, syntax, datacenters, AclHashes.of(this), createIndex, modifyIndex);
    }
}
