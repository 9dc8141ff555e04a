package io.praetor.server.query;

import io.praetor.model.acl.AclBindingRule;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;

/// Binding rules (`/v1/acl/binding-rules`).
///
/// @param method the name of their auth method; empty: any
public record AclBindingRuleList(String method) implements Query<List<AclBindingRule>> {
    @Override
    public Indexed<List<AclBindingRule>> evaluate(State state, Watches watches, Viewer viewer) {
        AclAccess.requireRead(viewer);
        return method.isEmpty()
                ? state.acl().bindingRules(watches)
                : state.acl().bindingRulesOf(method, watches);
    }
}
