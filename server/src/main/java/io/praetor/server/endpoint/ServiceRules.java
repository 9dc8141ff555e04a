package io.praetor.server.endpoint;

import io.praetor.model.catalog.ConnectProxyConfig;
import io.praetor.model.catalog.ExposePath;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.ServiceConnect;
import io.praetor.model.catalog.ServiceDefinition;
import io.praetor.model.catalog.Upstream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a service must be like, whoever registers it (`http-api.md` §6.1).
public final class ServiceRules {
    private static final int MAX_PORT = 65_535;
    private static final Set<String> GATEWAYS = Set.of("mesh-gateway", "terminating-gateway", "ingress-gateway");
    private static final Set<String> EXPOSED_PROTOCOLS = Set.of("", "http", "http2");

    private ServiceRules() {}

    /// Everything that is wrong with a service, in the original's words and order; empty if nothing.
    public static List<String> errors(NodeService service) {
        List<String> errors = new ArrayList<>();
        if (service.kind().equals(NodeService.CONNECT_PROXY)) {
            proxy(service, errors);
        }
        if (GATEWAYS.contains(service.kind())) {
            gateway(service, errors);
        }
        sidecar(service.connect(), errors);
        return errors;
    }

    /// Whether an address is one to listen on, not one to be reached at.
    public static boolean isAnyAddress(String address) {
        return address.equals("0.0.0.0") || address.equals("::");
    }

    private static void proxy(NodeService service, List<String> errors) {
        ConnectProxyConfig proxy = service.proxy();
        if (proxy.destinationServiceName().isBlank()) {
            errors.add("Proxy.DestinationServiceName must be non-empty for Connect proxy services");
        }
        if (service.port() == 0) {
            errors.add("Port must be set for a Connect proxy");
        }
        if (service.connect().isNative()) {
            errors.add("A Proxy cannot also be Connect Native, only typical services");
        }
        upstreams(proxy.upstreams() == null ? List.of() : proxy.upstreams(), errors);
        exposed(proxy.expose().paths() == null ? List.of() : proxy.expose().paths(), errors);
    }

    private static void upstreams(List<Upstream> upstreams, List<String> errors) {
        Set<String> destinations = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        for (Upstream upstream : upstreams) {
            String type = upstream.destinationType();
            if (!type.isEmpty() && !type.equals("service") && !type.equals("prepared_query")) {
                errors.add("unknown upstream destination type: \"" + type + "\"");
                continue;
            }
            if (upstream.destinationName().isEmpty()) {
                errors.add("upstream destination name cannot be empty");
                continue;
            }
            if (upstream.localBindPort() == 0) {
                errors.add("upstream local bind port cannot be zero");
                continue;
            }
            String host = upstream.localBindAddress().isEmpty() ? "127.0.0.1" : upstream.localBindAddress();
            String address = (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + upstream.localBindPort();
            if (!addresses.add(address)) {
                errors.add("upstreams cannot contain duplicates by local bind address and port; \"" + address
                        + "\" is specified twice");
            }
            String destination = "[type=\"" + type + "\", name=\"" + upstream.destinationName() + "\", namespace=\""
                    + upstream.destinationNamespace() + "\", datacenter=\"" + upstream.datacenter() + "\"]";
            if (!destinations.add(destination)) {
                errors.add("upstreams cannot contain duplicates of " + destination);
            }
        }
    }

    private static void exposed(List<ExposePath> paths, List<String> errors) {
        Set<String> seenPaths = new HashSet<>();
        Set<Integer> seenPorts = new HashSet<>();
        for (ExposePath path : paths) {
            if (path.path().isEmpty()) {
                errors.add("expose.paths: empty path exposed");
            }
            if (!seenPaths.add(path.path())) {
                errors.add("expose.paths: duplicate paths exposed");
            }
            if (!seenPorts.add(path.listenerPort())) {
                errors.add("expose.paths: duplicate listener ports exposed");
            }
            if (path.listenerPort() <= 0 || path.listenerPort() > MAX_PORT) {
                errors.add("expose.paths: invalid listener port: " + path.listenerPort());
            }
            if (!EXPOSED_PROTOCOLS.contains(path.protocol())) {
                errors.add("protocol '" + path.protocol() + "' not supported for path: " + path.path()
                        + ", must be in: [http http2]");
            }
        }
    }

    private static void gateway(NodeService service, List<String> errors) {
        String kind = service.kind();
        if (service.port() == 0 && !kind.equals("ingress-gateway")) {
            errors.add("Port must be non-zero for a " + kind);
        }
        if (service.connect().sidecarService() != null) {
            errors.add("A " + kind + " cannot have a sidecar service defined");
        }
        ConnectProxyConfig proxy = service.proxy();
        forbid(proxy.destinationServiceName().isEmpty(), "DestinationServiceName", kind, errors);
        forbid(proxy.destinationServiceId().isEmpty(), "DestinationServiceID", kind, errors);
        forbid(proxy.localServiceAddress().isEmpty(), "LocalServiceAddress", kind, errors);
        forbid(proxy.localServicePort() == 0, "LocalServicePort", kind, errors);
        forbid(proxy.upstreams() == null || proxy.upstreams().isEmpty(), "Upstreams", kind, errors);
    }

    private static void forbid(boolean absent, String field, String kind, List<String> errors) {
        if (!absent) {
            errors.add("The Proxy." + field + " configuration is invalid for a " + kind);
        }
    }

    private static void sidecar(ServiceConnect connect, List<String> errors) {
        ServiceDefinition sidecar = connect.sidecarService();
        if (sidecar == null) {
            return;
        }
        if (!sidecar.id().isEmpty()) {
            errors.add("A SidecarService cannot specify an ID as this is managed by the agent");
        }
        if (sidecar.connect() != null && sidecar.connect().sidecarService() != null) {
            errors.add("A SidecarService cannot have a nested SidecarService");
        }
    }
}
