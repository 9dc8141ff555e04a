package io.praetor.cli.acl;

import io.praetor.model.acl.AclPolicy;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Prints a policy, with its rules.
final class PolicyText implements ObjectText<AclPolicy> {
    static final int COLUMN = 14;

    /// Unlike the servers, the command line shows datacenters also when there are none.
    private static final StructCodec<AclPolicy> CODEC = StructCodec.<AclPolicy>of("ACLPolicy")
            .field("ID", Codecs.TEXT, AclPolicy::id)
            .field("Name", Codecs.TEXT, AclPolicy::name)
            .field("Description", Codecs.TEXT, AclPolicy::description)
            .field("Rules", Codecs.TEXT, AclPolicy::rules)
            .field("Datacenters", Codecs.TEXTS, AclPolicy::datacenters)
            .field("Hash", Codecs.BYTES, AclPolicy::hash)
            .field("CreateIndex", Codecs.UINT64, AclPolicy::createIndex)
            .field("ModifyIndex", Codecs.UINT64, AclPolicy::modifyIndex)
            .build(v ->
                    new AclPolicy(v.next(), v.next(), v.next(), v.next(), 0, v.next(), v.next(), v.next(), v.next()));

    @Override
    public Codec<AclPolicy> json() {
        return CODEC;
    }

    @Override
    public String pretty(AclPolicy policy, boolean meta) {
        Rows rows = new Rows("", COLUMN)
                .row("ID", policy.id())
                .row("Name", policy.name())
                .row("Description", policy.description())
                .row("Datacenters", datacenters(policy.datacenters()));
        if (meta) {
            rows.hash(policy.hash()).indexes(policy.createIndex(), policy.modifyIndex());
        }
        return rows.line("Rules:").text(policy.rules()).toString();
    }

    static String datacenters(@Nullable List<String> datacenters) {
        return datacenters == null ? "" : String.join(", ", datacenters);
    }
}
