package io.praetor.server.query;

import io.praetor.model.acl.AclBindingRule;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import org.jspecify.annotations.Nullable;

/// One binding rule (`/v1/acl/binding-rule/:id`).
public record AclBindingRuleGet(String id) implements Query<@Nullable AclBindingRule> {
    @Override
    public Indexed<@Nullable AclBindingRule> evaluate(State state, Watches watches, Viewer viewer) {
        AclAccess.requireRead(viewer);
        AclAccess.requireId(id, "binding rule");
        return state.acl().bindingRule(id, watches);
    }
}
