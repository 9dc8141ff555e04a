package io.praetor.server.state;

import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.acl.AclBatchDelete;
import io.praetor.model.acl.AclBatchSet;
import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.acl.AclLink;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclRoleBatchSet;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules of policies, roles, binding rules and auth methods in the state (`acl.md` §3): names belong to one, what
/// is unknown is not linked, and an auth method takes along what depends on it.
public final class AclWrites {
    private final StateWrite write;

    AclWrites(StateWrite write) {
        this.write = write;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    // ---- policies

    private @Nullable AclPolicy policy(String id) {
        return write.tx().get(Tables.ACL_POLICIES, Keys.name(id), Watches.NONE);
    }

    /// Makes or replaces policies.
    public void setPolicies(AclBatchSet<AclPolicy> batch) throws StateException {
        for (AclPolicy policy : orEmpty(batch.values())) {
            set(policy);
        }
    }

    private void set(AclPolicy policy) throws StateException {
        if (policy.id().isEmpty()) {
            throw new StateException("Missing Policy ID");
        }
        if (policy.name().isEmpty()) {
            throw new StateException("Missing Policy Name");
        }
        AclPolicy sameName =
                write.tx().first(Tables.ACL_POLICIES, Tables.POLICY_NAME, Keys.name(policy.name()), Watches.NONE);
        if (sameName != null && !sameName.id().equalsIgnoreCase(policy.id())) {
            throw new StateException("A policy with name " + Quote.of(policy.name()) + " already exists");
        }
        AclPolicy before = policy(policy.id());
        long created = before == null ? write.index() : before.createIndex();
        AclPolicy hashed = policy.hash() == null ? policy.hashed() : policy;
        write.tx().put(Tables.ACL_POLICIES, hashed.withIndexes(created, write.index()));
        write.touch(Indexes.ACL_POLICIES);
    }

    /// Ends policies; those that are not there are passed over.
    public void deletePolicies(AclBatchDelete batch) throws StateException {
        for (String id : batch.unwanted()) {
            if (id.equals(AclPolicy.GLOBAL_MANAGEMENT_ID)) {
                throw new StateException("Deletion of the builtin global-management policy is not permitted");
            }
            if (id.equals(AclPolicy.GLOBAL_READ_ONLY_ID)) {
                throw new StateException("Deletion of the builtin global-read-only policy is not permitted");
            }
            if (write.tx().delete(Tables.ACL_POLICIES, Keys.name(id))) {
                write.touch(Indexes.ACL_POLICIES);
            }
        }
    }

    // ---- roles

    /// Makes or replaces roles.
    public void setRoles(AclRoleBatchSet batch) throws StateException {
        for (AclRole role : orEmpty(batch.roles())) {
            set(role, batch.allowMissingLinks());
        }
    }

    private void set(AclRole role, boolean allowMissingLinks) throws StateException {
        if (role.id().isEmpty()) {
            throw new StateException("Missing Role ID");
        }
        if (role.name().isEmpty()) {
            throw new StateException("Missing Role Name");
        }
        AclRole sameName = write.tx().first(Tables.ACL_ROLES, Tables.ROLE_NAME, Keys.name(role.name()), Watches.NONE);
        if (sameName != null && !sameName.id().equalsIgnoreCase(role.id())) {
            throw new StateException("A role with name " + Quote.of(role.name()) + " already exists");
        }
        for (AclLink policy : role.grants().policyLinks()) {
            if (!allowMissingLinks && policy(policy.id()) == null) {
                throw new StateException("No such policy with ID: " + policy.id());
            }
        }
        AclRole before = write.tx().get(Tables.ACL_ROLES, Keys.name(role.id()), Watches.NONE);
        long created = before == null ? write.index() : before.createIndex();
        AclRole hashed = role.hash() == null ? role.hashed() : role;
        write.tx().put(Tables.ACL_ROLES, hashed.withIndexes(created, write.index()));
        write.touch(Indexes.ACL_ROLES);
    }

    /// Ends roles; those that are not there are passed over.
    public void deleteRoles(AclBatchDelete batch) {
        for (String id : batch.unwanted()) {
            if (write.tx().delete(Tables.ACL_ROLES, Keys.name(id))) {
                write.touch(Indexes.ACL_ROLES);
            }
        }
    }

    // ---- binding rules

    /// Makes or replaces binding rules.
    public void setBindingRules(AclBatchSet<AclBindingRule> batch) throws StateException {
        for (AclBindingRule rule : orEmpty(batch.values())) {
            set(rule);
        }
    }

    private void set(AclBindingRule rule) throws StateException {
        if (rule.id().isEmpty()) {
            throw new StateException("Missing Binding Rule ID");
        }
        if (rule.authMethod().isEmpty()) {
            throw new StateException("Missing AuthMethod");
        }
        if (method(rule.authMethod()) == null) {
            throw new StateException("failed inserting acl binding rule: auth method not found");
        }
        AclBindingRule before = write.tx().get(Tables.ACL_BINDING_RULES, Keys.name(rule.id()), Watches.NONE);
        long created = before == null ? write.index() : before.createIndex();
        write.tx().put(Tables.ACL_BINDING_RULES, rule.withIndexes(created, write.index()));
        write.touch(Indexes.ACL_BINDING_RULES);
    }

    /// Ends binding rules; those that are not there are passed over.
    public void deleteBindingRules(AclBatchDelete batch) {
        batch.unwanted().forEach(this::deleteBindingRule);
    }

    private void deleteBindingRule(String id) {
        if (write.tx().delete(Tables.ACL_BINDING_RULES, Keys.name(id))) {
            write.touch(Indexes.ACL_BINDING_RULES);
        }
    }

    // ---- auth methods

    private @Nullable AclAuthMethod method(String name) {
        return write.tx().get(Tables.ACL_AUTH_METHODS, Keys.name(name), Watches.NONE);
    }

    /// Makes or replaces auth methods.
    public void setAuthMethods(AclBatchSet<AclAuthMethod> batch) throws StateException {
        for (AclAuthMethod method : orEmpty(batch.values())) {
            if (method.name().isEmpty()) {
                throw new StateException("Missing Auth Method Name");
            }
            if (method.type().isEmpty()) {
                throw new StateException("Missing Auth Method Type");
            }
            AclAuthMethod before = method(method.name());
            long created = before == null ? write.index() : before.createIndex();
            write.tx().put(Tables.ACL_AUTH_METHODS, method.withIndexes(created, write.index()));
            write.touch(Indexes.ACL_AUTH_METHODS);
        }
    }

    /// Ends auth methods with their binding rules and the tokens that came from them; those that are not there are
    /// passed over.
    public void deleteAuthMethods(AclBatchDelete batch) {
        for (String name : batch.unwanted()) {
            if (write.tx().delete(Tables.ACL_AUTH_METHODS, Keys.name(name))) {
                write.touch(Indexes.ACL_AUTH_METHODS);
                List<String> rules = new ArrayList<>();
                write.tx()
                        .lookup(Tables.ACL_BINDING_RULES, Tables.RULE_METHOD, Keys.name(name), Watches.NONE)
                        .forEach(rule -> rules.add(rule.id()));
                rules.forEach(this::deleteBindingRule);
                write.aclTokens().deleteAllOf(name);
            }
        }
    }
}
