package io.praetor.http.v1;

import static io.praetor.http.route.Route.at;

import io.praetor.http.route.Handler;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Route;
import java.util.List;

/// The endpoints of access control while that is off: all of them say so (`http-api.md` §1.7, §18).
final class AclOff {
    private static final Handler OFF = _ -> Reply.text(401, "ACL support disabled");

    private AclOff() {}

    static List<Route> routes() {
        return List.of(
                at("/v1/agent/token/").put(OFF),
                at("/v1/acl/bootstrap").put(OFF),
                at("/v1/acl/create").put(OFF),
                at("/v1/acl/update").put(OFF),
                at("/v1/acl/destroy/").put(OFF),
                at("/v1/acl/info/").get(OFF),
                at("/v1/acl/clone/").put(OFF),
                at("/v1/acl/list").get(OFF),
                at("/v1/acl/login").post(OFF),
                at("/v1/acl/oidc/auth-url").post(OFF).put(OFF),
                at("/v1/acl/oidc/callback").post(OFF).put(OFF),
                at("/v1/acl/logout").post(OFF),
                at("/v1/acl/replication").get(OFF),
                at("/v1/acl/policies").get(OFF),
                at("/v1/acl/policy").put(OFF),
                at("/v1/acl/policy/").get(OFF).put(OFF).delete(OFF),
                at("/v1/acl/policy/name/").get(OFF),
                at("/v1/acl/roles").get(OFF),
                at("/v1/acl/role").put(OFF),
                at("/v1/acl/role/name/").get(OFF),
                at("/v1/acl/role/").get(OFF).put(OFF).delete(OFF),
                at("/v1/acl/templated-policies").get(OFF),
                at("/v1/acl/templated-policy/name/").get(OFF),
                at("/v1/acl/templated-policy/preview/").post(OFF),
                at("/v1/acl/binding-rules").get(OFF),
                at("/v1/acl/binding-rule").put(OFF),
                at("/v1/acl/binding-rule/").get(OFF).put(OFF).delete(OFF),
                at("/v1/acl/auth-methods").get(OFF),
                at("/v1/acl/auth-method").put(OFF),
                at("/v1/acl/auth-method/").get(OFF).put(OFF).delete(OFF),
                at("/v1/acl/rules/translate").post(OFF),
                at("/v1/acl/rules/translate/").get(OFF),
                at("/v1/acl/tokens").get(OFF),
                at("/v1/acl/token").put(OFF),
                at("/v1/acl/token/self").get(OFF),
                at("/v1/acl/token/").get(OFF).put(OFF).delete(OFF),
                at("/v1/acl/why").get(OFF),
                at("/v1/acl/observe/").get(OFF).put(OFF),
                at("/v1/internal/ui/oidc-auth-methods").get(OFF),
                at("/v1/internal/acl/authorize").post(OFF));
    }
}
