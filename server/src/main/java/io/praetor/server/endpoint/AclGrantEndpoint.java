package io.praetor.server.endpoint;

import io.praetor.model.acl.AclBatchDelete;
import io.praetor.model.acl.AclBatchSet;
import io.praetor.model.acl.AclDeleteRequest;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclRoleBatchSet;
import io.praetor.model.acl.AclSetRequest;
import io.praetor.model.log.CommandType;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.GlobalReadOnly;
import io.praetor.server.acl.PolicyRules;
import io.praetor.server.acl.RulesException;
import io.praetor.server.state.AclReads;
import io.praetor.store.Watches;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Changes of policies and roles (`acl.md` §3).
final class AclGrantEndpoint {
    private final AclParts parts;

    AclGrantEndpoint(AclParts parts) {
        this.parts = parts;
    }

    private AclReads stored() {
        return parts.state().acl();
    }

    // ---- policies

    CompletableFuture<AclPolicy> setPolicy(AclSetRequest<AclPolicy> request) {
        return parts.change(request.datacenter(), request.token(), _ -> {
            AclPolicy given = request.value();
            if (given.id().equals(GlobalReadOnly.ID)) {
                throw RequestFailure.internal("Changing the builtin global-read-only policy is not permitted");
            }
            AclNames.requireShort(given.name(), "Policy");
            AclPolicy policy = given.id().isEmpty() ? created(given) : updated(given);
            try {
                var _ = PolicyRules.parse(policy.rules());
            } catch (RulesException e) {
                throw RequestFailure.internal(e.text());
            }
            return parts.propose(CommandType.ACL_POLICY_SET, AclBatchSet.POLICIES, AclBatchSet.of(policy.hashed()))
                    .thenApply(_ -> AclParts.stored(
                            stored().policy(policy.id(), Watches.NONE).value()));
        });
    }

    private AclPolicy created(AclPolicy given) {
        if (stored().policyByName(given.name(), Watches.NONE).value() != null) {
            throw RequestFailure.internal("Invalid Policy: A Policy with Name \"" + given.name() + "\" already exists");
        }
        String id = parts.ids().next();
        while (stored().policy(id, Watches.NONE).value() != null) {
            id = parts.ids().next();
        }
        return given.withId(id);
    }

    private AclPolicy updated(AclPolicy given) {
        if (!AclNames.isUuid(given.id())) {
            throw RequestFailure.internal("Policy ID invalid UUID");
        }
        AclPolicy before = stored().policy(given.id(), Watches.NONE).value();
        if (before == null) {
            throw RequestFailure.internal("cannot find policy " + given.id());
        }
        AclPolicy named = stored().policyByName(given.name(), Watches.NONE).value();
        if (named != null && !named.id().equals(before.id())) {
            throw RequestFailure.internal("Invalid Policy: A policy with name \"" + given.name() + "\" already exists");
        }
        if (before.id().equals(AclPolicy.GLOBAL_MANAGEMENT_ID)) {
            requireBuiltIn(given, before);
        }
        return given.withId(before.id());
    }

    private static void requireBuiltIn(AclPolicy given, AclPolicy before) {
        List<String> datacenters = given.datacenters() == null ? List.of() : given.datacenters();
        if (!datacenters.isEmpty()) {
            throw RequestFailure.internal(
                    "Changing the Datacenters of the builtin global-management policy is not permitted");
        }
        if (!given.rules().equals(before.rules())) {
            throw RequestFailure.internal(
                    "Changing the Rules for the builtin global-management policy is not permitted");
        }
    }

    CompletableFuture<String> deletePolicy(AclDeleteRequest request) {
        return parts.change(request.datacenter(), request.token(), _ -> {
            AclNames.requireId(request.id(), "", "policy");
            if (request.id().equals(AclPolicy.GLOBAL_MANAGEMENT_ID)) {
                throw RequestFailure.internal("Delete operation not permitted on the builtin global-management policy");
            }
            if (request.id().equals(GlobalReadOnly.ID)) {
                throw RequestFailure.internal("Delete operation not permitted on the builtin global-read-only policy");
            }
            AclPolicy policy = stored().policy(request.id(), Watches.NONE).value();
            return policy == null
                    ? gone("")
                    : parts.propose(
                                    CommandType.ACL_POLICY_DELETE,
                                    AclBatchDelete.POLICIES,
                                    AclBatchDelete.of(policy.id()))
                            .thenApply(_ -> policy.name());
        });
    }

    private static CompletableFuture<String> gone(String name) {
        return CompletableFuture.completedFuture(name);
    }

    // ---- roles

    CompletableFuture<AclRole> setRole(AclSetRequest<AclRole> request) {
        return parts.change(request.datacenter(), request.token(), _ -> {
            AclRole given = request.value();
            AclNames.requireLong(given.name(), "Role");
            AclRole role = given.id().isEmpty() ? created(given) : updated(given);
            AclRole sound = role.withGrants(AclGrantRules.ofRole(parts.state(), role.grants()));
            AclRoleBatchSet batch = new AclRoleBatchSet(List.of(sound.hashed()), false);
            return parts.withBuiltIns(sound.grants())
                    .thenCompose(_ -> parts.propose(CommandType.ACL_ROLE_SET, AclRoleBatchSet.CODEC, batch))
                    .thenApply(_ -> AclParts.stored(
                            stored().role(role.id(), Watches.NONE).value()));
        });
    }

    private @Nullable AclRole named(String name) {
        return stored().roleByName(name, Watches.NONE).value();
    }

    private AclRole created(AclRole given) {
        if (named(given.name()) != null) {
            throw RequestFailure.internal("Invalid Role: A Role with Name \"" + given.name() + "\" already exists");
        }
        String id = parts.ids().next();
        while (stored().role(id, Watches.NONE).value() != null) {
            id = parts.ids().next();
        }
        return given.withId(id);
    }

    private AclRole updated(AclRole given) {
        if (!AclNames.isUuid(given.id())) {
            throw RequestFailure.internal("Role ID invalid UUID");
        }
        AclRole before = stored().role(given.id(), Watches.NONE).value();
        if (before == null) {
            throw RequestFailure.internal("cannot find role " + given.id());
        }
        AclRole named = named(given.name());
        if (named != null && !named.id().equals(before.id())) {
            throw RequestFailure.internal("Invalid Role: A role with name \"" + given.name() + "\" already exists");
        }
        return given.withId(before.id());
    }

    CompletableFuture<String> deleteRole(AclDeleteRequest request) {
        return parts.change(request.datacenter(), request.token(), _ -> {
            AclNames.requireId(request.id(), "", "role");
            AclRole role = stored().role(request.id(), Watches.NONE).value();
            return role == null
                    ? gone("")
                    : parts.propose(CommandType.ACL_ROLE_DELETE, AclBatchDelete.ROLES, AclBatchDelete.of(role.id()))
                            .thenApply(_ -> role.name());
        });
    }
}
