package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a token may do, by naming it. Each list may be nil.
public record AclGrants(
        @Nullable List<AclLink> policies,
        @Nullable List<AclLink> roles,
        @Nullable List<AclServiceIdentity> serviceIdentities,
        @Nullable List<AclNodeIdentity> nodeIdentities,
        @Nullable List<AclTemplatedPolicy> templatedPolicies) {

    /// Nothing.
    public static final AclGrants NONE = new AclGrants(null, null, null, null, null);

    /// How they travel, as fields of the record that has them.
    public static final StructCodec<AclGrants> CODEC = StructCodec.<AclGrants>of("ACLGrants")
            .field("Policies", Codecs.list(AclLink.CODEC), AclGrants::policies)
            .omitEmpty()
            .field("Roles", Codecs.list(AclLink.CODEC), AclGrants::roles)
            .omitEmpty()
            .field("ServiceIdentities", Codecs.list(AclServiceIdentity.CODEC), AclGrants::serviceIdentities)
            .omitEmpty()
            .field("NodeIdentities", Codecs.list(AclNodeIdentity.CODEC), AclGrants::nodeIdentities)
            .omitEmpty()
            .field("TemplatedPolicies", Codecs.list(AclTemplatedPolicy.CODEC), AclGrants::templatedPolicies)
            .omitEmpty()
            .sparse()
            .build(v -> new AclGrants(v.next(), v.next(), v.next(), v.next(), v.next()));

    /// Without templated policies, as before there were any.
    public AclGrants(
            @Nullable List<AclLink> policies,
            @Nullable List<AclLink> roles,
            @Nullable List<AclServiceIdentity> serviceIdentities,
            @Nullable List<AclNodeIdentity> nodeIdentities) {
        this(policies, roles, serviceIdentities, nodeIdentities, null);
    }

    /// One policy.
    public static AclGrants ofPolicy(AclLink policy) {
        return new AclGrants(List.of(policy), null, null, null);
    }

    /// The same with these links.
    public AclGrants withLinks(@Nullable List<AclLink> newPolicies, @Nullable List<AclLink> newRoles) {
        return new AclGrants(newPolicies, newRoles, serviceIdentities, nodeIdentities, templatedPolicies);
    }

    /// The policies, none for nil.
    public List<AclLink> policyLinks() {
        return orEmpty(policies);
    }

    /// The roles, none for nil.
    public List<AclLink> roleLinks() {
        return orEmpty(roles);
    }

    /// The services, none for nil.
    public List<AclServiceIdentity> services() {
        return orEmpty(serviceIdentities);
    }

    /// The nodes, none for nil.
    public List<AclNodeIdentity> nodes() {
        return orEmpty(nodeIdentities);
    }

    /// The templated policies, none for nil.
    public List<AclTemplatedPolicy> templated() {
        return orEmpty(templatedPolicies);
    }

    /// Whether there is nothing in it.
    public boolean isEmpty() {
        return policyLinks().isEmpty()
                && roleLinks().isEmpty()
                && services().isEmpty()
                && nodes().isEmpty()
                && templated().isEmpty();
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
