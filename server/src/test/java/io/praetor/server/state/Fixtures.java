package io.praetor.server.state;

import io.praetor.model.Bytes;
import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclLink;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclToken;
import io.praetor.model.catalog.ConnectProxyConfig;
import io.praetor.model.catalog.ExposeConfig;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.HealthCheckDefinition;
import io.praetor.model.catalog.MeshGatewayConfig;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.catalog.ServiceConnect;
import io.praetor.model.catalog.Upstream;
import io.praetor.model.coordinate.Coordinate;
import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.query.PreparedQuery;
import io.praetor.model.query.QueryDatacenterOptions;
import io.praetor.model.query.QueryDnsOptions;
import io.praetor.model.query.QueryTemplateOptions;
import io.praetor.model.query.ServiceQuery;
import io.praetor.model.session.Session;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Objects with the few things a test cares about.
public final class Fixtures {
    private Fixtures() {}

    /// A UUID made of one number.
    public static String id(int number) {
        return String.format("%08d-0000-4000-8000-000000000000", number);
    }

    /// A node without ID.
    public static Node node(String name) {
        return node(name, "");
    }

    /// A node.
    public static Node node(String name, String id) {
        return new Node(id, name, "10.0.0.1", "dc1", null, null, 0, 0);
    }

    /// The node with one pair of metadata.
    public static Node withMeta(Node node, String key, String value) {
        return new Node(node.id(), node.node(), node.address(), node.datacenter(), null, Map.of(key, value), 0, 0);
    }

    /// The node with another address.
    public static Node withAddress(Node node, String address) {
        return new Node(node.id(), node.node(), address, node.datacenter(), null, node.meta(), 0, 0);
    }

    /// A typical service.
    public static NodeService service(String id, String name, String... tags) {
        return service("", id, name, noProxy(), false, tags);
    }

    /// A service that speaks mutual TLS.
    public static NodeService nativeService(String id, String name) {
        return service("", id, name, noProxy(), true);
    }

    /// A sidecar proxy with upstreams.
    public static NodeService proxy(String id, String name, String destination, String... upstreams) {
        List<Upstream> list = List.of(upstreams).stream()
                .map(upstream ->
                        new Upstream("service", "", upstream, "", "", 1, null, new MeshGatewayConfig(""), null))
                .toList();
        ConnectProxyConfig config = new ConnectProxyConfig(
                destination, "", "", 0, null, list, new MeshGatewayConfig(""), new ExposeConfig(false, null));
        return service(NodeService.CONNECT_PROXY, id, name, config, false);
    }

    private static ConnectProxyConfig noProxy() {
        return ConnectProxyConfig.CODEC.zero();
    }

    private static NodeService service(
            String kind, String id, String name, ConnectProxyConfig proxy, boolean isNative, String... tags) {
        return new NodeService(
                kind,
                id,
                name,
                List.of(tags),
                "",
                null,
                null,
                80,
                null,
                false,
                proxy,
                new ServiceConnect(isNative, null),
                false,
                0,
                0);
    }

    /// The service with another port.
    public static NodeService withPort(NodeService service, int port) {
        return new NodeService(
                service.kind(),
                service.id(),
                service.service(),
                service.tags(),
                service.address(),
                service.taggedAddresses(),
                service.meta(),
                port,
                service.weights(),
                service.enableTagOverride(),
                service.proxy(),
                service.connect(),
                false,
                0,
                0);
    }

    /// A check of a node.
    public static HealthCheck check(String node, String id, String status) {
        return check(node, id, status, "");
    }

    /// A check of a service.
    public static HealthCheck check(String node, String id, String status, String serviceId) {
        return new HealthCheck(
                node, id, id, status, "", "", serviceId, "", null, "", HealthCheckDefinition.CODEC.zero(), 0, 0);
    }

    /// A key with a value, as a request has it.
    public static KvEntry kv(String key, String value) {
        return new KvEntry(0, key, 0, Bytes.of(value), "", 0, 0);
    }

    /// The same at an index.
    public static KvEntry at(KvEntry entry, long modifyIndex) {
        return entry.withIndexes(0, modifyIndex);
    }

    /// The same for a session.
    public static KvEntry by(KvEntry entry, String session) {
        return entry.withLock(session, 0);
    }

    /// A session without checks.
    public static Session session(String id, String node) {
        return session(id, node, Session.RELEASE, 0);
    }

    /// A session that depends on checks.
    public static Session session(String id, String node, String behavior, long lockDelayNanos, String... checks) {
        return new Session(id, "", node, lockDelayNanos, behavior, "", List.of(checks), null, null, 0, 0);
    }

    /// Somewhere.
    public static NodeCoordinate coordinate(String node, double height) {
        return new NodeCoordinate(node, "", new Coordinate(Collections.nCopies(8, 0.0), 1.5, 0, height));
    }

    /// A registration of a node alone.
    public static RegisterRequest register(Node node) {
        return RegisterRequest.of(node);
    }

    /// A registration of a service.
    public static RegisterRequest register(Node node, NodeService service) {
        return RegisterRequest.of(node, service, null);
    }

    /// A registration of a check.
    public static RegisterRequest register(Node node, HealthCheck check) {
        return RegisterRequest.of(node, null, check);
    }

    /// A prepared query for a service.
    public static PreparedQuery query(String id, String name, String service) {
        ServiceQuery wanted = new ServiceQuery(
                service, new QueryDatacenterOptions(0, null), false, null, "", null, null, null, false);
        return new PreparedQuery(
                id, name, "", "", new QueryTemplateOptions("", "", false), wanted, new QueryDnsOptions(""), 0, 0);
    }

    /// A template for names with a prefix.
    public static PreparedQuery template(String id, String prefix, String service) {
        PreparedQuery plain = query(id, prefix, service);
        return new PreparedQuery(
                id,
                prefix,
                "",
                "",
                new QueryTemplateOptions(QueryTemplateOptions.NAME_PREFIX_MATCH, "^[^-]*-(.*)$", false),
                plain.service(),
                plain.dns(),
                0,
                0);
    }

    /// The same query, ending with a session.
    public static PreparedQuery boundTo(PreparedQuery query, String session) {
        return new PreparedQuery(
                query.id(), query.name(), session, "", query.template(), query.service(), query.dns(), 0, 0);
    }

    /// A policy that says nothing.
    public static AclPolicy policy(String id, String name) {
        return new AclPolicy(id, name, "", "", 0, null, null, 0, 0).hashed();
    }

    /// A role with these policies.
    public static AclRole role(String id, String name, String... policies) {
        return new AclRole(id, name, "", links(List.of(policies)), null, null, null, null, 0, 0).hashed();
    }

    /// A token with these policies and roles. Its secret is [#id] of 100 more than `number`.
    ///
    /// @param number the accessor is [#id] of 50 more than it
    public static AclToken token(int number, List<String> policies, List<String> roles) {
        AclGrants grants = AclGrants.NONE.withLinks(links(policies), links(roles));
        return AclToken.of(id(50 + number), id(100 + number), "token " + number, grants)
                .hashed();
    }

    private static List<AclLink> links(List<String> ids) {
        return ids.stream().map(id -> new AclLink(id, "")).toList();
    }

    /// An auth method of no type that exists.
    public static AclAuthMethod authMethod(String name) {
        return new AclAuthMethod(0, name, "testing", "", "", "", Map.of(), 0, 0);
    }

    /// A binding rule for everybody.
    public static AclBindingRule bindingRule(String id, String method) {
        return new AclBindingRule(id, "", method, "", AclBindingRule.SERVICE, "web", null, 0, 0);
    }
}
