package io.praetor.cli.acl;

import io.praetor.model.acl.AclPolicyListStub;
import io.praetor.model.codec.Codec;

/// Prints a policy of a list, which has no rules.
final class PolicyEntryText implements ObjectText<AclPolicyListStub> {
    @Override
    public Codec<AclPolicyListStub> json() {
        return AclPolicyListStub.CODEC;
    }

    @Override
    public String pretty(AclPolicyListStub policy, boolean meta) {
        Rows rows = new Rows("   ", PolicyText.COLUMN)
                .text(policy.name() + ":\n")
                .row("ID", policy.id())
                .row("Description", policy.description())
                .row("Datacenters", PolicyText.datacenters(policy.datacenters()));
        if (meta) {
            rows.hash(policy.hash()).indexes(policy.createIndex(), policy.modifyIndex());
        }
        return rows.toString();
    }
}
