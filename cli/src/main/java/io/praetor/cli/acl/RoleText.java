package io.praetor.cli.acl;

import io.praetor.model.acl.AclRole;
import io.praetor.model.codec.Codec;

/// Prints a role.
final class RoleText implements ObjectText<AclRole> {
    private final boolean listed;

    private RoleText(boolean listed) {
        this.listed = listed;
    }

    /// A role by itself.
    static RoleText single() {
        return new RoleText(false);
    }

    /// A role of a list, its lines below its name.
    static RoleText listed() {
        return new RoleText(true);
    }

    @Override
    public Codec<AclRole> json() {
        return AclRole.CODEC;
    }

    @Override
    public String pretty(AclRole role, boolean meta) {
        Rows rows = new Rows(listed ? "   " : "", PolicyText.COLUMN);
        if (listed) {
            rows.text(role.name() + ":\n").row("ID", role.id());
        } else {
            rows.row("ID", role.id()).row("Name", role.name());
        }
        rows.row("Description", role.description());
        if (meta) {
            rows.hash(role.hash()).indexes(role.createIndex(), role.modifyIndex());
        }
        GrantsText.append(rows, role.grants());
        return rows.toString();
    }
}
