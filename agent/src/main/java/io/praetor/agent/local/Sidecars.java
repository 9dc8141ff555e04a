package io.praetor.agent.local;

import io.praetor.agent.local.LocalSettings.Ports;
import io.praetor.model.catalog.CheckType;
import io.praetor.model.catalog.ConnectProxyConfig;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.ServiceConnect;
import io.praetor.model.catalog.ServiceDefinition;
import java.time.Duration;
import java.util.List;

/// The proxy that stands beside a service and is registered with it (`agent.md` §6).
final class Sidecars {
    private static final String SUFFIX = "-sidecar-proxy";
    private static final String LOOPBACK = "127.0.0.1";

    private Sidecars() {}

    /// The ID of a service's sidecar.
    static String id(String serviceId) {
        return serviceId + SUFFIX;
    }

    /// The definition of a sidecar, completed with what it takes over from its service. Its port may be missing yet.
    static ServiceDefinition complete(ServiceDefinition given, NodeService parent) {
        ConnectProxyConfig proxy = given.proxy() == null ? ConnectProxyConfig.CODEC.zero() : given.proxy();
        ConnectProxyConfig completed = new ConnectProxyConfig(
                proxy.destinationServiceName().isEmpty() ? parent.service() : proxy.destinationServiceName(),
                proxy.destinationServiceId().isEmpty() ? parent.id() : proxy.destinationServiceId(),
                proxy.localServiceAddress().isEmpty() ? LOOPBACK : proxy.localServiceAddress(),
                proxy.localServicePort() < 1 ? parent.port() : proxy.localServicePort(),
                proxy.config(),
                proxy.upstreams(),
                proxy.meshGateway(),
                proxy.expose());
        boolean tagless = given.tags() == null || given.tags().isEmpty();
        boolean metaless = given.meta() == null || given.meta().isEmpty();
        return new ServiceDefinition(
                NodeService.CONNECT_PROXY,
                id(parent.id()),
                given.name().isEmpty() ? parent.service() + SUFFIX : given.name(),
                tagless ? parent.tags() : given.tags(),
                given.address().isEmpty() ? parent.address() : given.address(),
                given.taggedAddresses(),
                metaless ? parent.meta() : given.meta(),
                given.port(),
                given.check(),
                given.checks(),
                given.weights(),
                given.token(),
                given.enableTagOverride(),
                completed,
                given.connect() == null
                        ? null
                        : new ServiceConnect(given.connect().isNative(), null));
    }

    /// The same at a port.
    static ServiceDefinition at(ServiceDefinition sidecar, int port) {
        return new ServiceDefinition(
                sidecar.kind(),
                sidecar.id(),
                sidecar.name(),
                sidecar.tags(),
                sidecar.address(),
                sidecar.taggedAddresses(),
                sidecar.meta(),
                port,
                sidecar.check(),
                sidecar.checks(),
                sidecar.weights(),
                sidecar.token(),
                sidecar.enableTagOverride(),
                sidecar.proxy(),
                sidecar.connect());
    }

    /// The port for a sidecar that names none: the one it has, else the first that no service of the agent has.
    ///
    /// @throws IllegalArgumentException with the original's words when there is none
    static int port(LocalView view, String sidecarId, Ports range) {
        if (range.isNone()) {
            throw new IllegalArgumentException(
                    "no port provided for sidecar_service and auto-assignment disabled in config");
        }
        ServiceEntry present = view.service(sidecarId);
        int kept = present == null ? 0 : present.service().port();
        if (kept >= range.min() && kept <= range.max()) {
            return kept;
        }
        for (int port = range.min(); port <= range.max(); port++) {
            if (!view.portTaken(port, sidecarId)) {
                return port;
            }
        }
        throw new IllegalArgumentException(
                "no port provided for sidecar_service and none left in the configured range [" + range.min() + ", "
                        + range.max() + "]");
    }

    /// How a sidecar is checked that says nothing about it: whether it listens, and whether its service is well.
    static List<CheckType> defaultChecks(NodeService sidecar, String parentId) {
        String host = sidecar.proxy().localServiceAddress();
        String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return List.of(
                CheckType.ofTcp("Connect Sidecar Listening", shown + ":" + sidecar.port(), Duration.ofSeconds(10)),
                CheckType.ofAlias("Connect Sidecar Aliasing " + parentId, parentId));
    }
}
