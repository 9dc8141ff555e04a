package io.praetor.http.v1;

import static io.praetor.http.route.Route.at;

import io.praetor.http.route.BodyRule;
import io.praetor.http.route.Route;
import io.praetor.server.backend.Backend;
import java.util.List;

/// The endpoints of access control (`http-api.md` §18).
final class AclRoutes {
    private static final BodyRule TEXT = new BodyRule.Buffered(Route.JSON_LIMIT, "");

    private AclRoutes() {}

    static List<Route> of(Backend backend, ApiSettings settings) {
        Reads reads = new Reads(backend.queries(), settings);
        var acl = new AclEndpoint(reads, backend.acls());
        var token = new AclTokenEndpoint(reads, backend.acls());
        var grant = new AclGrantEndpoint(reads, backend.acls());
        var template = new AclTemplateEndpoint(reads, backend.acls());
        var method = new AclMethodEndpoint(reads, backend.acls());
        var legacy = new AclLegacyEndpoint(reads, backend.queries(), backend.acls());
        return List.of(
                at("/v1/acl/bootstrap").putJson(acl::bootstrap),
                at("/v1/acl/create").putJson(legacy::create),
                at("/v1/acl/update").putJson(legacy::update),
                at("/v1/acl/destroy/").put(legacy::destroy),
                at("/v1/acl/info/").get(legacy::info),
                at("/v1/acl/clone/").put(legacy::copy),
                at("/v1/acl/list").get(legacy::list),
                at("/v1/acl/login").postJson(acl::login),
                at("/v1/acl/oidc/auth-url").postJson(acl::oidcAuthUrl).putJson(acl::oidcAuthUrl),
                at("/v1/acl/oidc/callback").postJson(acl::oidcCallback).putJson(acl::oidcCallback),
                at("/v1/acl/logout").post(acl::logout),
                at("/v1/acl/replication").get(acl::replication),
                at("/v1/acl/policies").get(grant::policies),
                at("/v1/acl/policy").putJson(grant::createPolicy),
                at("/v1/acl/policy/")
                        .get(grant::policy)
                        .putJson(grant::updatePolicy)
                        .delete(grant::deletePolicy),
                at("/v1/acl/policy/name/").get(grant::policyByName),
                at("/v1/acl/roles").get(grant::roles),
                at("/v1/acl/role").putJson(grant::createRole),
                at("/v1/acl/role/name/").get(grant::roleByName),
                at("/v1/acl/role/").get(grant::role).putJson(grant::updateRole).delete(grant::deleteRole),
                at("/v1/acl/templated-policies").get(template::list),
                at("/v1/acl/templated-policy/name/").get(template::read),
                at("/v1/acl/templated-policy/preview/").postJson(template::preview),
                at("/v1/acl/binding-rules").get(method::rules),
                at("/v1/acl/binding-rule").putJson(method::createRule),
                at("/v1/acl/binding-rule/")
                        .get(method::rule)
                        .putJson(method::updateRule)
                        .delete(method::deleteRule),
                at("/v1/acl/auth-methods").get(method::methods),
                at("/v1/acl/auth-method").putJson(method::createMethod),
                at("/v1/acl/auth-method/")
                        .get(method::method)
                        .putJson(method::updateMethod)
                        .delete(method::deleteMethod),
                at("/v1/acl/rules/translate").post(TEXT, acl::translate),
                at("/v1/acl/rules/translate/").get(acl::translateToken),
                at("/v1/acl/tokens").get(token::list),
                at("/v1/acl/token").putJson(token::create),
                at("/v1/acl/token/self").get(token::self),
                at("/v1/acl/token/").get(token::get).putJson(token::put).delete(token::delete),
                at("/v1/internal/ui/oidc-auth-methods").get(method::oidcMethods),
                at("/v1/internal/acl/authorize").postJson(acl::authorize));
    }
}
