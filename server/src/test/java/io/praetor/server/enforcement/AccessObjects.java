package io.praetor.server.enforcement;

import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclLink;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclSetRequest;
import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.AclTokenSetRequest;
import io.praetor.model.acl.LegacyAcl;
import io.praetor.model.acl.LegacyAclRequest;
import io.praetor.server.assembly.Server;
import io.praetor.server.endpoint.Acls;
import io.praetor.server.login.TestKeys;
import java.util.List;
import java.util.Map;

/// One object of each kind; the token has the policy and the role.
///
/// @param oldSecret of a token of the old kind
record AccessObjects(
        AclPolicy policy, AclRole role, AclToken token, AclBindingRule rule, AclAuthMethod method, String oldSecret) {
    static AclPolicy newPolicy(String name) {
        return new AclPolicy("", name, "", "", 0, null, null, 0, 0);
    }

    static AclRole newRole(String name) {
        return AclRole.named("", name, "");
    }

    static AclAuthMethod newMethod(String name) {
        return new AclAuthMethod(
                0, name, "jwt", "", "", "", Map.of("JWTValidationPubKeys", List.of(TestKeys.RSA_PEM)), 0, 0);
    }

    static AclBindingRule newRule() {
        return new AclBindingRule("", "", "m", "", AclBindingRule.SERVICE, "web", null, 0, 0);
    }

    static AclToken newToken(String accessor, AclGrants grants) {
        return AclToken.of(accessor, "", "", grants);
    }

    static <T> AclSetRequest<T> set(T value, String by) {
        return new AclSetRequest<>("dc1", value, by);
    }

    static AccessObjects in(Server server) throws Exception {
        Acls acls = server.acls();
        String by = GuardedServer.ROOT;
        AclPolicy policy = GuardedServer.get(acls.setPolicy(set(newPolicy("p"), by)));
        AclRole role = GuardedServer.get(acls.setRole(set(newRole("r"), by)));
        AclGrants grants = AclGrants.NONE.withLinks(List.of(new AclLink(policy.id(), "")), List.of(role.link()));
        AclToken token = GuardedServer.get(
                acls.setToken(new AclTokenSetRequest("dc1", newToken(GuardedServer.ASKER, grants), true, by)));
        AclAuthMethod method = GuardedServer.get(acls.setAuthMethod(set(newMethod("m"), by)));
        AclBindingRule rule = GuardedServer.get(acls.setBindingRule(set(newRule(), by)));
        LegacyAcl old = new LegacyAcl("", "old", AclToken.CLIENT, "", 0, 0);
        String secret = GuardedServer.get(acls.applyLegacy(new LegacyAclRequest("dc1", LegacyAclRequest.SET, old, by)));
        return new AccessObjects(policy, role, token, rule, method, secret);
    }
}
