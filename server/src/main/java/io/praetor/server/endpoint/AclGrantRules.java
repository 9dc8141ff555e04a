package io.praetor.server.endpoint;

import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclLink;
import io.praetor.model.acl.AclNodeIdentity;
import io.praetor.model.acl.AclServiceIdentity;
import io.praetor.model.acl.AclTemplate;
import io.praetor.model.acl.AclTemplateVariables;
import io.praetor.model.acl.AclTemplatedPolicy;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.GlobalReadOnly;
import io.praetor.server.acl.PolicyTemplates;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What tokens and roles may be given (`acl.md` §3): links to what there is, each once, and identities with names that
/// can be. What comes out is sorted as the original sorts it.
final class AclGrantRules {
    private final State state;
    private final String on;

    private AclGrantRules(State state, String on) {
        this.state = state;
        this.on = on;
    }

    /// The grants of a token.
    ///
    /// @param local whether it counts in this datacenter only
    /// @throws RequestFailure in the contract's words
    static AclGrants ofToken(State state, AclGrants given, boolean local) {
        AclGrantRules rules = new AclGrantRules(state, "token");
        List<AclLink> policies = rules.links(given.policyLinks(), "policy", true, rules::policy, rules::policyNamed);
        List<AclLink> roles = rules.links(given.roleLinks(), "role", true, rules::role, rules::roleNamed);
        return new AclGrants(
                policies,
                roles,
                rules.services(given.services(), local),
                rules.nodes(given.nodes()),
                rules.templated(given.templated(), local));
    }

    /// The grants of a role. Unknown IDs of policies are for the state to find.
    ///
    /// @throws RequestFailure in the contract's words
    static AclGrants ofRole(State state, AclGrants given) {
        AclGrantRules rules = new AclGrantRules(state, "role");
        List<AclLink> policies = rules.links(given.policyLinks(), "policy", false, rules::policy, rules::policyNamed);
        return new AclGrants(
                policies,
                null,
                rules.services(given.services(), false),
                rules.nodes(given.nodes()),
                rules.templated(given.templated(), false));
    }

    private @Nullable AclLink policy(String id) {
        var found = state.acl().policy(id, Watches.NONE).value();
        if (found != null) {
            return found.link();
        }
        return id.equals(GlobalReadOnly.ID) ? GlobalReadOnly.POLICY.link() : null;
    }

    private @Nullable AclLink policyNamed(String name) {
        return policyNamed(state, name);
    }

    /// The policy with this name, be it a built-in one that nobody has used yet; null for none.
    static @Nullable AclLink policyNamed(State state, String name) {
        var found = state.acl().policyByName(name, Watches.NONE).value();
        if (found != null) {
            return found.link();
        }
        return GlobalReadOnly.isNamed(name) ? GlobalReadOnly.POLICY.link() : null;
    }

    private @Nullable AclLink role(String id) {
        var found = state.acl().role(id, Watches.NONE).value();
        return found == null ? null : found.link();
    }

    private @Nullable AclLink roleNamed(String name) {
        var found = state.acl().roleByName(name, Watches.NONE).value();
        return found == null ? null : found.link();
    }

    private @Nullable List<AclLink> links(
            List<AclLink> given,
            String kind,
            boolean knownIds,
            Function<String, @Nullable AclLink> byId,
            Function<String, @Nullable AclLink> byName) {
        Map<String, AclLink> links = new LinkedHashMap<>();
        for (AclLink link : given) {
            AclLink found = link.id().isEmpty() ? byName.apply(link.name()) : byId.apply(link.id());
            if (found == null && link.id().isEmpty()) {
                throw RequestFailure.internal("No such ACL " + kind + " with name \"" + link.name() + "\"");
            }
            if (found == null && knownIds) {
                throw RequestFailure.internal("No such ACL " + kind + " with ID \"" + link.id() + "\"");
            }
            AclLink known = found == null ? link : found;
            links.putIfAbsent(known.id(), known);
        }
        return links.isEmpty() ? null : List.copyOf(links.values());
    }

    private @Nullable List<AclServiceIdentity> services(List<AclServiceIdentity> given, boolean local) {
        Map<String, @Nullable Set<String>> datacenters = new TreeMap<>();
        for (AclServiceIdentity service : given) {
            String name = service.serviceName();
            if (name.isEmpty()) {
                throw RequestFailure.internal("Service identity is missing the service name field on this " + on);
            }
            List<String> where = service.datacenters() == null ? List.of() : service.datacenters();
            if (local && !where.isEmpty()) {
                throw RequestFailure.internal(
                        "Service identity \"" + name + "\" cannot specify a list of datacenters on a local token");
            }
            if (!AclNames.isIdentity(name)) {
                throw RequestFailure.internal("Service identity \"" + name
                        + "\" has an invalid name. Only alphanumeric characters, '-' and '_' are allowed");
            }
            // everywhere is more than anywhere in particular
            Set<String> before = datacenters.get(name);
            if (where.isEmpty() || (datacenters.containsKey(name) && before == null)) {
                datacenters.put(name, null);
            } else {
                Set<String> all = before == null ? new TreeSet<>() : before;
                all.addAll(where);
                datacenters.put(name, all);
            }
        }
        List<AclServiceIdentity> services = new ArrayList<>();
        datacenters.forEach(
                (name, where) -> services.add(new AclServiceIdentity(name, where == null ? null : List.copyOf(where))));
        return services.isEmpty() ? null : List.copyOf(services);
    }

    private @Nullable List<AclNodeIdentity> nodes(List<AclNodeIdentity> given) {
        for (AclNodeIdentity node : given) {
            if (node.nodeName().isEmpty()) {
                throw RequestFailure.internal("Node identity is missing the node name field on this " + on);
            }
            if (node.datacenter().isEmpty()) {
                throw RequestFailure.internal("Node identity is missing the datacenter field on this " + on);
            }
            if (!AclNames.isIdentity(node.nodeName())) {
                throw RequestFailure.internal(
                        "Node identity has an invalid name. Only alphanumeric characters, '-' and '_' are allowed");
            }
        }
        return given.isEmpty() ? null : List.copyOf(new LinkedHashSet<>(given));
    }

    private @Nullable List<AclTemplatedPolicy> templated(List<AclTemplatedPolicy> given, boolean local) {
        Set<AclTemplatedPolicy> sound = new LinkedHashSet<>();
        for (AclTemplatedPolicy policy : given) {
            sound.add(sound(policy, local));
        }
        return sound.isEmpty() ? null : List.copyOf(sound);
    }

    private AclTemplatedPolicy sound(AclTemplatedPolicy policy, boolean local) {
        String called = policy.templateName();
        if (called.isEmpty()) {
            throw RequestFailure.internal("templated policy is missing the template name field on this " + on);
        }
        AclTemplate template = PolicyTemplates.named(called)
                .orElseThrow(
                        () -> RequestFailure.internal("no such ACL templated policy with Name \"" + called + "\""));
        if (local && !policy.places().isEmpty()) {
            throw RequestFailure.internal(
                    "templated policy \"" + called + "\" cannot specify a list of datacenters on a local token");
        }
        List<String> where = policy.places().isEmpty() ? null : policy.places();
        if (!PolicyTemplates.needsName(template)) {
            return new AclTemplatedPolicy(called, null, where);
        }
        AclNames.requireTemplateName(called, policy.name());
        return new AclTemplatedPolicy(called, new AclTemplateVariables(policy.name()), where);
    }
}
