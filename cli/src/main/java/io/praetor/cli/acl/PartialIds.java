package io.praetor.cli.acl;

import io.praetor.client.Acl;
import io.praetor.client.ConsulException;
import io.praetor.client.Query;
import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.acl.AclPolicyListStub;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclTokenListStub;
import java.util.ArrayList;
import java.util.List;

/// What users type in place of an ID: its beginning, or a name.
final class PartialIds {
    private static final int WHOLE = 36;
    private static final String GLOBAL_MANAGEMENT = "00000000-0000-0000-0000-000000000001";
    /// It is not in the list before somebody has used it.
    private static final String GLOBAL_READ_ONLY = "00000000-0000-0000-0000-000000000002";

    private static final String ANONYMOUS = "00000000-0000-0000-0000-000000000002";

    private PartialIds() {}

    /// The ID of a policy of which the beginning is given.
    static String policy(Acl acl, String partial) throws Refusal, ConsulException {
        if (partial.equals("global-management")) {
            return GLOBAL_MANAGEMENT;
        }
        if (partial.length() == WHOLE) {
            return partial;
        }
        List<String> ids = new ArrayList<>();
        for (AclPolicyListStub policy : acl.policies().list(Query.DEFAULT).value()) {
            ids.add(policy.id());
        }
        return only("policy", partial, ids);
    }

    /// The ID of a policy of which the name is given.
    static String policyByName(Acl acl, String name) throws Refusal, ConsulException {
        for (AclPolicyListStub policy : acl.policies().list(Query.DEFAULT).value()) {
            if (policy.name().equals(name)) {
                return policy.id();
            }
        }
        if (name.equals("builtin/global-read-only")) {
            return GLOBAL_READ_ONLY;
        }
        throw Refusal.of("No such policy with name " + name);
    }

    /// The accessor ID of a token of which the beginning is given.
    static String token(Acl acl, String partial) throws Refusal, ConsulException {
        if (partial.equals("anonymous")) {
            return ANONYMOUS;
        }
        if (partial.length() == WHOLE) {
            return partial;
        }
        List<String> ids = new ArrayList<>();
        for (AclTokenListStub token : acl.tokens().list(Query.DEFAULT).value()) {
            ids.add(token.accessorId());
        }
        return only("token", partial, ids);
    }

    /// The ID of a role of which the beginning is given.
    static String role(Acl acl, String partial) throws Refusal, ConsulException {
        if (partial.length() == WHOLE) {
            return partial;
        }
        List<String> ids = new ArrayList<>();
        for (AclRole role : acl.roles().list(Query.DEFAULT).value()) {
            ids.add(role.id());
        }
        return only("role", partial, ids);
    }

    /// The ID of a role of which the name is given.
    static String roleByName(Acl acl, String name) throws Refusal, ConsulException {
        for (AclRole role : acl.roles().list(Query.DEFAULT).value()) {
            if (role.name().equals(name)) {
                return role.id();
            }
        }
        throw Refusal.of("No such role with name " + name);
    }

    /// The ID of a binding rule of which the beginning is given.
    static String rule(Acl acl, String partial) throws Refusal, ConsulException {
        if (partial.length() == WHOLE) {
            return partial;
        }
        List<String> ids = new ArrayList<>();
        for (AclBindingRule rule : acl.bindingRules().list("", Query.DEFAULT).value()) {
            ids.add(rule.id());
        }
        return only("rule", partial, ids);
    }

    private static String only(String kind, String partial, List<String> ids) throws Refusal {
        String found = "";
        for (String id : ids) {
            if (id.startsWith(partial)) {
                if (!found.isEmpty()) {
                    throw Refusal.of("Partial " + kind + " ID is not unique");
                }
                found = id;
            }
        }
        if (found.isEmpty()) {
            throw Refusal.of("No such " + kind + " ID with prefix: " + partial);
        }
        return found;
    }
}
