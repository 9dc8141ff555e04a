package io.praetor.cli.acl;

import io.praetor.model.acl.AclWhy;
import io.praetor.model.codec.Codec;

/// Prints why a token may do something or not.
final class WhyText implements ObjectText<AclWhy> {
    private static final int COLUMN = 14;

    @Override
    public Codec<AclWhy> json() {
        return AclWhy.CODEC;
    }

    @Override
    public String pretty(AclWhy why, boolean meta) {
        Rows rows = new Rows("", COLUMN)
                .row("Allowed", why.asked().allow() ? "yes" : "no")
                .row("AccessorID", why.accessorId());
        if (why.rule().isEmpty()) {
            return rows.row("Because", "no rule, " + why.otherwise()).toString();
        }
        boolean synthetic = why.policyId().equals(why.policyName());
        return rows.row("Rule", why.rule())
                .row("Policy", synthetic ? why.policyName() : why.policyId() + " - " + why.policyName())
                .toString();
    }
}
