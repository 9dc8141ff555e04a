package io.praetor.agent.local;

import io.praetor.model.catalog.CheckType;
import io.praetor.model.catalog.ConnectProxyConfig;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.ServiceAddress;
import io.praetor.model.catalog.ServiceConnect;
import io.praetor.model.catalog.ServiceDefinition;
import io.praetor.model.catalog.Upstream;
import io.praetor.model.catalog.Weights;
import io.praetor.server.endpoint.ServiceRules;
import io.praetor.server.state.ServiceMeta;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the definition of a service means and must be like (`http-api.md` §6.1, `agent.md` §6). Pure: the API and
/// configuration files ask alike.
public final class DefinitionRules {
    private static final Set<String> UNREACHABLE = Set.of("0.0.0.0", "::", "[::]");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final int MAX_WEIGHT = 65_535;

    private DefinitionRules() {}

    /// The service that a definition means, without its sidecar: [#sidecar] has that.
    public static NodeService service(ServiceDefinition definition) {
        NodeService zero = NodeService.CODEC.zero();
        ConnectProxyConfig proxy = definition.proxy();
        ServiceConnect connect = definition.connect();
        return new NodeService(
                definition.kind(),
                definition.id().isEmpty() ? definition.name() : definition.id(),
                definition.name(),
                definition.tags(),
                definition.address(),
                taggedAddresses(definition),
                definition.meta(),
                definition.port(),
                definition.weights() == null ? Weights.DEFAULT : definition.weights(),
                definition.enableTagOverride(),
                proxy == null ? zero.proxy() : withUpstreamDefaults(proxy),
                new ServiceConnect(connect != null && connect.isNative(), null),
                false,
                0,
                0);
    }

    /// The sidecar that a definition asks for.
    public static @Nullable ServiceDefinition sidecar(ServiceDefinition definition) {
        return definition.connect() == null ? null : definition.connect().sidecarService();
    }

    /// An address that is an IP address is also one of the tagged addresses of its family.
    private static @Nullable Map<String, ServiceAddress> taggedAddresses(ServiceDefinition definition) {
        InetAddress address = literal(definition.address());
        if (address == null) {
            return definition.taggedAddresses();
        }
        String family = address instanceof Inet4Address ? "ipv4" : "ipv6";
        Map<String, ServiceAddress> tagged = new TreeMap<>(Sameness.map(definition.taggedAddresses()));
        ServiceAddress own = new ServiceAddress(definition.address(), definition.port());
        tagged.putIfAbsent("lan_" + family, own);
        tagged.putIfAbsent("wan_" + family, own);
        return tagged;
    }

    private static ConnectProxyConfig withUpstreamDefaults(ConnectProxyConfig proxy) {
        if (proxy.upstreams() == null) {
            return proxy;
        }
        List<Upstream> upstreams = new ArrayList<>();
        for (Upstream upstream : proxy.upstreams()) {
            String type = upstream.destinationType().isEmpty() ? "service" : upstream.destinationType();
            boolean inherits =
                    type.equals("service") && upstream.meshGateway().mode().isEmpty();
            upstreams.add(new Upstream(
                    type,
                    upstream.destinationNamespace(),
                    upstream.destinationName(),
                    upstream.datacenter(),
                    upstream.localBindAddress(),
                    upstream.localBindPort(),
                    upstream.config(),
                    inherits ? proxy.meshGateway() : upstream.meshGateway(),
                    upstream.ingressHosts()));
        }
        return new ConnectProxyConfig(
                proxy.destinationServiceName(),
                proxy.destinationServiceId(),
                proxy.localServiceAddress(),
                proxy.localServicePort(),
                proxy.config(),
                List.copyOf(upstreams),
                proxy.meshGateway(),
                proxy.expose());
    }

    /// The ways a service is checked, in order.
    public static List<CheckType> checks(ServiceDefinition definition) {
        List<CheckType> checks = new ArrayList<>();
        if (!CheckRules.isEmpty(definition.check())) {
            checks.add(definition.check());
        }
        if (definition.checks() != null) {
            checks.addAll(definition.checks());
        }
        return checks;
    }

    /// What is wrong with weights, in the original's words; null when they are fine.
    public static @Nullable String weightsProblem(@Nullable Weights weights) {
        if (weights == null) {
            return null;
        }
        if (weights.passing() < 1) {
            return "Passing must be greater than 0";
        }
        if (weights.warning() < 0) {
            return "Warning must be greater or equal than 0";
        }
        return weights.passing() > MAX_WEIGHT || weights.warning() > MAX_WEIGHT
                ? "DNS Weight must be between 0 and 65535"
                : null;
    }

    /// What is wrong with metadata, in the original's words; null when it is fine.
    public static @Nullable String metaProblem(String kind, @Nullable Map<String, String> meta) {
        return ServiceMeta.problem(kind, meta);
    }

    /// Everything that is wrong with what a service says of the mesh, in the original's words and order.
    public static List<String> meshProblems(ServiceDefinition definition) {
        NodeService service = service(definition);
        ServiceDefinition sidecar = sidecar(definition);
        ServiceConnect connect = new ServiceConnect(service.connect().isNative(), sidecar);
        return ServiceRules.errors(service.withConnect(connect));
    }

    /// Whether an address is one to listen on, not one to be reached at.
    public static boolean isUnreachable(String address) {
        return UNREACHABLE.contains(address);
    }

    /// What is wrong with the families of tagged addresses, in the original's words; null when they are fine.
    static @Nullable String taggedAddressProblem(NodeService service) {
        Map<String, ServiceAddress> tagged = Sameness.map(service.taggedAddresses());
        for (String scope : List.of("lan", "wan")) {
            for (String family : List.of("ipv4", "ipv6")) {
                ServiceAddress given = tagged.get(scope + "_" + family);
                InetAddress address = given == null ? null : literal(given.address());
                boolean fits =
                        family.equals("ipv4") ? address instanceof Inet4Address : address instanceof Inet6Address;
                if (given != null && !fits) {
                    return "Service tagged address \"" + scope + "_" + family + "\" must be a valid " + family
                            + " address";
                }
            }
        }
        return null;
    }

    /// An address as the original reads them: four decimal parts, or IPv6 without a zone.
    private static @Nullable InetAddress literal(String text) {
        boolean possible = IPV4.matcher(text).matches() || (text.indexOf(':') >= 0 && text.indexOf('%') < 0);
        if (!possible || text.startsWith("[")) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
