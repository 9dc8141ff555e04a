package io.praetor.server.acl;

import io.praetor.model.GoTime;
import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Every policy that a token has (`acl.md` §3, §7): linked ones, those of its roles, what identities and templated
/// policies stand for, and what a token of the old kind carries itself.
public final class TokenPolicies {
    private TokenPolicies() {}

    /// @param roles    those that the token links to and that are there
    /// @param policies those that the token or its roles link to and that are there
    public static List<PolicySource> of(AclToken token, List<AclRole> roles, List<AclPolicy> policies) {
        List<PolicySource> all = new ArrayList<>();
        if (token.isLegacy() && token.type().equals(AclToken.MANAGEMENT)) {
            all.add(GlobalManagement.POLICY);
        } else if (!token.rules().isEmpty()) {
            all.add(PolicySource.ofLegacyToken(token.accessorId(), token.rules()));
        }
        policies.forEach(policy -> all.add(of(policy)));
        addIdentities(all, token.grants());
        roles.forEach(role -> addIdentities(all, role.grants()));
        return all;
    }

    /// What a token is to people.
    static TokenInfo info(AclToken token) {
        Instant created = token.createTime();
        return new TokenInfo(token.accessorId(), token.description(), created.equals(GoTime.ZERO) ? null : created);
    }

    private static PolicySource of(AclPolicy policy) {
        return new PolicySource(
                policy.id(),
                policy.name(),
                policy.syntax() == 0 ? PolicySource.Syntax.CURRENT : PolicySource.Syntax.LEGACY,
                policy.rules(),
                policy.datacenters() == null ? List.of() : policy.datacenters());
    }

    private static void addIdentities(List<PolicySource> all, AclGrants grants) {
        grants.services()
                .forEach(service -> all.add(PolicySource.ofServiceIdentity(
                        service.serviceName(), service.datacenters() == null ? List.of() : service.datacenters())));
        grants.nodes().forEach(node -> all.add(PolicySource.ofNodeIdentity(node.nodeName(), node.datacenter())));
        grants.templated().forEach(policy -> PolicyTemplates.filledIn(policy).ifPresent(all::add));
    }
}
