package io.praetor.cli.acl;

import io.praetor.model.acl.AclAuthMethodListStub;
import io.praetor.model.codec.Codec;

/// Prints an auth method of a list, which has no configuration.
final class AuthMethodEntryText implements ObjectText<AclAuthMethodListStub> {
    private static final int COLUMN = 14;

    @Override
    public Codec<AclAuthMethodListStub> json() {
        return AclAuthMethodListStub.CODEC;
    }

    @Override
    public String pretty(AclAuthMethodListStub method, boolean meta) {
        Rows rows = new Rows("   ", COLUMN)
                .text(method.name() + ":\n")
                .row("Type", method.type())
                .rowIfAny("DisplayName", method.displayName())
                .row("Description", method.description());
        if (meta) {
            rows.indexes(method.createIndex(), method.modifyIndex());
        }
        return rows.toString();
    }
}
