package io.praetor.server.state;

import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.acl.AclLink;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclRole;
import io.praetor.store.Reader;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads of policies, roles, binding rules and auth methods (`acl.md` §3). Roles show their policies as tokens do.
/// Whether a text looks like an ID at all is the caller's to check ([Uuids#problem]).
public final class AclReads {
    private final Reader reader;

    AclReads(Reader reader) {
        this.reader = reader;
    }

    // ---- policies

    private <T extends @Nullable Object> Indexed<T> policies(T value) {
        return new Indexed<>(Indexes.max(reader, Indexes.ACL_POLICIES), value);
    }

    /// The policy with this ID.
    public Indexed<@Nullable AclPolicy> policy(String id, Watches watches) {
        return policies(reader.get(Tables.ACL_POLICIES, Keys.name(id), watches));
    }

    /// The policy with this name.
    public Indexed<@Nullable AclPolicy> policyByName(String name, Watches watches) {
        return policies(reader.first(Tables.ACL_POLICIES, Tables.POLICY_NAME, Keys.name(name), watches));
    }

    /// All policies, by ID.
    public Indexed<List<AclPolicy>> policies(Watches watches) {
        return policies(all(reader.all(Tables.ACL_POLICIES, watches)));
    }

    // ---- roles

    private <T extends @Nullable Object> Indexed<T> roles(T value) {
        return new Indexed<>(Indexes.max(reader, Indexes.ACL_ROLES, Indexes.ACL_POLICIES), value);
    }

    /// The role with this ID.
    public Indexed<@Nullable AclRole> role(String id, Watches watches) {
        return roles(linked(reader.get(Tables.ACL_ROLES, Keys.name(id), watches), watches));
    }

    /// The role with this name.
    public Indexed<@Nullable AclRole> roleByName(String name, Watches watches) {
        return roles(linked(reader.first(Tables.ACL_ROLES, Tables.ROLE_NAME, Keys.name(name), watches), watches));
    }

    /// All roles, by ID.
    public Indexed<List<AclRole>> roles(Watches watches) {
        return roles(allLinked(reader.all(Tables.ACL_ROLES, watches), watches));
    }

    /// Those with a policy.
    public Indexed<List<AclRole>> rolesOfPolicy(String policy, Watches watches) {
        return roles(
                allLinked(reader.lookup(Tables.ACL_ROLES, Tables.ROLE_POLICY, Keys.name(policy), watches), watches));
    }

    private List<AclRole> allLinked(Iterable<AclRole> roles, Watches watches) {
        List<AclRole> found = new ArrayList<>();
        for (AclRole role : roles) {
            AclRole shown = linked(role, watches);
            if (shown != null) {
                found.add(shown);
            }
        }
        return Collections.unmodifiableList(found);
    }

    @SuppressWarnings("ReferenceEquality") // the same list is the sign that nothing has another name
    private @Nullable AclRole linked(@Nullable AclRole role, Watches watches) {
        if (role == null) {
            return null;
        }
        List<AclLink> policies = AclTokenReads.policies(reader, role.policies(), watches);
        return policies == role.policies()
                ? role
                : role.withGrants(role.grants().withLinks(policies, null));
    }

    // ---- binding rules

    private <T extends @Nullable Object> Indexed<T> rules(T value) {
        return new Indexed<>(Indexes.max(reader, Indexes.ACL_BINDING_RULES), value);
    }

    /// The binding rule with this ID.
    public Indexed<@Nullable AclBindingRule> bindingRule(String id, Watches watches) {
        return rules(reader.get(Tables.ACL_BINDING_RULES, Keys.name(id), watches));
    }

    /// All binding rules, by ID.
    public Indexed<List<AclBindingRule>> bindingRules(Watches watches) {
        return rules(all(reader.all(Tables.ACL_BINDING_RULES, watches)));
    }

    /// Those of an auth method.
    public Indexed<List<AclBindingRule>> bindingRulesOf(String method, Watches watches) {
        return rules(all(reader.lookup(Tables.ACL_BINDING_RULES, Tables.RULE_METHOD, Keys.name(method), watches)));
    }

    // ---- auth methods

    private <T extends @Nullable Object> Indexed<T> methods(T value) {
        return new Indexed<>(Indexes.max(reader, Indexes.ACL_AUTH_METHODS), value);
    }

    /// The auth method with this name.
    public Indexed<@Nullable AclAuthMethod> authMethod(String name, Watches watches) {
        return methods(reader.get(Tables.ACL_AUTH_METHODS, Keys.name(name), watches));
    }

    /// All auth methods, by name.
    public Indexed<List<AclAuthMethod>> authMethods(Watches watches) {
        return methods(all(reader.all(Tables.ACL_AUTH_METHODS, watches)));
    }

    private static <R> List<R> all(Iterable<R> rows) {
        List<R> found = new ArrayList<>();
        rows.forEach(found::add);
        return Collections.unmodifiableList(found);
    }
}
