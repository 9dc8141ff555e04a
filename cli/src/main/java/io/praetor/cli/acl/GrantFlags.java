package io.praetor.cli.acl;

import io.praetor.client.Acl;
import io.praetor.client.ConsulException;
import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclLink;
import io.praetor.model.acl.AclNodeIdentity;
import io.praetor.model.acl.AclServiceIdentity;
import io.praetor.model.flags.Flag;
import io.praetor.model.flags.FlagSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The flags that say what a token or a role shall grant; each may be given several times.
final class GrantFlags {
    private final Flag<List<String>> policyIds;
    private final Flag<List<String>> policyNames;
    private final @Nullable Flag<List<String>> roleIds;
    private final @Nullable Flag<List<String>> roleNames;
    private final Flag<List<String>> services;
    private final Flag<List<String>> nodes;
    private final TemplateFlags templates;

    private GrantFlags(FlagSet flags, boolean withRoles) {
        policyIds = flags.texts("policy-id", "ID of a policy to have, or its beginning. May be given several times.");
        policyNames = flags.texts("policy-name", "Name of a policy to have. May be given several times.");
        roleIds = withRoles
                ? flags.texts("role-id", "ID of a role to have, or its beginning. May be given several times.")
                : null;
        roleNames = withRoles ? flags.texts("role-name", "Name of a role to have. May be given several times.") : null;
        services = flags.texts(
                "service-identity",
                "A service whose registration and discovery to allow, as SERVICE or SERVICE:DATACENTER1,DATACENTER2. "
                        + "May be given several times.");
        nodes = flags.texts(
                "node-identity", "A node whose registration to allow, as NODE:DATACENTER. May be given several times.");
        templates = new TemplateFlags(flags);
    }

    /// What a token may have.
    static GrantFlags ofToken(FlagSet flags) {
        return new GrantFlags(flags, true);
    }

    /// What a role may have.
    static GrantFlags ofRole(FlagSet flags) {
        return new GrantFlags(flags, false);
    }

    /// Whether none was given.
    boolean isEmpty() {
        return policyIds.get().isEmpty()
                && policyNames.get().isEmpty()
                && values(roleIds).isEmpty()
                && values(roleNames).isEmpty()
                && services.get().isEmpty()
                && nodes.get().isEmpty()
                && templates.isEmpty();
    }

    private static List<String> values(@Nullable Flag<List<String>> flag) {
        return flag == null ? List.of() : flag.get();
    }

    /// Refuses identities that cannot be read.
    void check() throws Refusal {
        readServices();
        readNodes();
        templates.read();
    }

    /// What was given, and what was there already.
    ///
    /// @param kept what stays
    AclGrants addTo(AclGrants kept, Acl acl) throws Refusal {
        List<AclLink> policies = new ArrayList<>(kept.policyLinks());
        for (String name : policyNames.get()) {
            addByName(policies, name);
        }
        for (String partial : policyIds.get()) {
            try {
                addById(policies, PartialIds.policy(acl, partial));
            } catch (Refusal | ConsulException e) {
                throw Refusal.of("Error resolving policy ID " + partial, e);
            }
        }
        List<AclLink> roles = new ArrayList<>(kept.roleLinks());
        for (String name : values(roleNames)) {
            addByName(roles, name);
        }
        for (String partial : values(roleIds)) {
            try {
                addById(roles, PartialIds.role(acl, partial));
            } catch (Refusal | ConsulException e) {
                throw Refusal.of("Error resolving role ID " + partial, e);
            }
        }
        return new AclGrants(
                policies,
                roles,
                joined(kept.services(), readServices()),
                joined(kept.nodes(), readNodes()),
                joined(kept.templated(), templates.read()));
    }

    private static void addByName(List<AclLink> links, String name) {
        for (AclLink link : links) {
            if (link.name().equals(name)) {
                return;
            }
        }
        links.add(new AclLink("", name));
    }

    private static void addById(List<AclLink> links, String id) {
        for (AclLink link : links) {
            if (link.id().equals(id)) {
                return;
            }
        }
        links.add(new AclLink(id, ""));
    }

    private static <T> List<T> joined(List<T> kept, List<T> given) {
        List<T> all = new ArrayList<>(kept);
        for (T each : given) {
            if (!all.contains(each)) {
                all.add(each);
            }
        }
        return all;
    }

    private List<AclServiceIdentity> readServices() throws Refusal {
        List<AclServiceIdentity> read = new ArrayList<>();
        for (String text : services.get()) {
            String[] parts = text.split(":", -1);
            if (parts.length > 2) {
                throw Refusal.of("Malformed -service-identity argument: \"" + text + "\"");
            }
            read.add(new AclServiceIdentity(parts[0], parts.length == 1 ? null : List.of(parts[1].split(",", -1))));
        }
        return read;
    }

    private List<AclNodeIdentity> readNodes() throws Refusal {
        List<AclNodeIdentity> read = new ArrayList<>();
        for (String text : nodes.get()) {
            String[] parts = text.split(":", -1);
            if (parts.length != 2) {
                throw Refusal.of("Malformed -node-identity argument: \"" + text + "\"");
            }
            read.add(new AclNodeIdentity(parts[0], parts[1]));
        }
        return read;
    }
}
