package io.praetor.agent.config;

import io.praetor.agent.local.DefinitionRules;
import io.praetor.model.catalog.CheckDefinition;
import io.praetor.model.catalog.CheckType;
import io.praetor.model.catalog.ConnectProxyConfig;
import io.praetor.model.catalog.ExposeConfig;
import io.praetor.model.catalog.ExposePath;
import io.praetor.model.catalog.MeshGatewayConfig;
import io.praetor.model.catalog.ServiceAddress;
import io.praetor.model.catalog.ServiceConnect;
import io.praetor.model.catalog.ServiceDefinition;
import io.praetor.model.catalog.Upstream;
import io.praetor.model.catalog.Weights;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Services and checks as configuration files define them (`agent.md` §6, §7). Faults that need nothing but the
/// definition are collected with those of the settings.
final class DefinitionReader {
    private static final Set<String> KINDS =
            Set.of("connect-proxy", "mesh-gateway", "terminating-gateway", "ingress-gateway");
    private static final Set<String> MESH_GATEWAY_MODES = Set.of("", "none", "local", "remote");

    private final Settings settings;

    DefinitionReader(Settings settings) {
        this.settings = settings;
    }

    List<ServiceDefinition> services() {
        return settings.objects("services").stream()
                .map(object -> service(settings.within(object, "service[" + name(object) + "]"), false))
                .toList();
    }

    /// @throws ConfigException for the first service that no agent could register
    static void check(List<ServiceDefinition> services) throws ConfigException {
        for (ServiceDefinition service : services) {
            List<String> problems = DefinitionRules.meshProblems(service);
            if (!problems.isEmpty()) {
                throw new ConfigException("service \"" + service.name() + "\": " + ConfigException.listed(problems));
            }
        }
    }

    List<CheckDefinition> checks() {
        return settings.objects("checks").stream()
                .map(object -> {
                    Settings check = settings.within(object, "check[" + name(object) + "]");
                    return new CheckDefinition(check(check), check.text("service_id", ""), check.text("token", ""));
                })
                .toList();
    }

    /// What a fault calls a definition.
    private static String name(Map<String, Object> object) {
        Object name = object.get("id") instanceof String id && !id.isEmpty() ? id : object.get("name");
        return name instanceof String text ? text : "";
    }

    private ServiceDefinition service(Settings from, boolean isSidecar) {
        String kind = from.text("kind", "");
        String name = from.text("name", "");
        Map<String, String> meta = from.has("meta") ? from.map("meta") : null;
        String fault = DefinitionRules.metaProblem(kind, meta);
        if (fault != null) {
            settings.fault("invalid meta for service " + name + ": " + fault);
        }
        return new ServiceDefinition(
                KINDS.contains(kind) ? kind : "",
                from.text("id", ""),
                name,
                from.has("tags") ? from.texts("tags") : null,
                from.text("address", ""),
                addresses(from),
                meta,
                from.integer("port", 0),
                CheckType.CODEC.zero(),
                serviceChecks(from),
                weights(from, name),
                from.text("token", ""),
                from.bool("enable_tag_override", false),
                proxy(from),
                connect(from, isSidecar));
    }

    private static @Nullable Map<String, ServiceAddress> addresses(Settings from) {
        Map<String, Object> found = from.object("tagged_addresses");
        if (found == null) {
            return null;
        }
        Map<String, ServiceAddress> addresses = new LinkedHashMap<>();
        for (String tag : found.keySet()) {
            Map<String, Object> address = from.object("tagged_addresses." + tag);
            if (address != null) {
                Settings at = from.within(address, "tagged_addresses." + tag);
                addresses.put(tag, new ServiceAddress(at.text("address", ""), at.integer("port", 0)));
            }
        }
        return addresses;
    }

    /// The list comes first, then the single one.
    private static @Nullable List<CheckType> serviceChecks(Settings from) {
        List<CheckType> checks = new ArrayList<>();
        for (Map<String, Object> object : from.objects("checks")) {
            checks.add(check(from.within(object, "check[" + name(object) + "]")));
        }
        Map<String, Object> single = from.object("check");
        if (single != null) {
            checks.add(check(from.within(single, "check[" + name(single) + "]")));
        }
        return checks.isEmpty() ? null : checks;
    }

    private Weights weights(Settings from, String name) {
        Weights weights = new Weights(from.integer("weights.passing", 1), from.integer("weights.warning", 1));
        String fault = DefinitionRules.weightsProblem(weights);
        if (fault != null) {
            settings.fault("Invalid weight definition for service " + name + ": " + fault);
        }
        return weights;
    }

    private @Nullable ConnectProxyConfig proxy(Settings from) {
        Map<String, Object> object = from.object("proxy");
        if (object == null) {
            return null;
        }
        Settings proxy = from.within(object, "proxy");
        return new ConnectProxyConfig(
                proxy.text("destination_service_name", ""),
                proxy.text("destination_service_id", ""),
                proxy.text("local_service_address", ""),
                proxy.integer("local_service_port", 0),
                free(proxy.object("config")),
                proxy.has("upstreams")
                        ? proxy.objects("upstreams").stream()
                                .map(upstream -> upstream(proxy.within(upstream, "upstreams")))
                                .toList()
                        : null,
                meshGateway(proxy),
                new ExposeConfig(
                        proxy.bool("expose.checks", false),
                        proxy.has("expose.paths")
                                ? proxy.objects("expose.paths").stream()
                                        .map(path -> exposed(proxy.within(path, "expose.paths")))
                                        .toList()
                                : null));
    }

    private Upstream upstream(Settings from) {
        return new Upstream(
                from.text("destination_type", "service"),
                from.text("destination_namespace", ""),
                from.text("destination_name", ""),
                from.text("datacenter", ""),
                from.text("local_bind_address", ""),
                from.integer("local_bind_port", 0),
                free(from.object("config")),
                meshGateway(from),
                null);
    }

    private MeshGatewayConfig meshGateway(Settings from) {
        String mode = from.text("mesh_gateway.mode", "");
        if (!MESH_GATEWAY_MODES.contains(mode)) {
            settings.fault("Invalid Mesh Gateway Mode: \"" + mode + "\"");
        }
        return new MeshGatewayConfig(mode);
    }

    private static ExposePath exposed(Settings from) {
        return new ExposePath(
                from.integer("listener_port", 0),
                from.text("path", ""),
                from.integer("local_path_port", 0),
                from.text("protocol", ""),
                false);
    }

    private @Nullable ServiceConnect connect(Settings from, boolean isSidecar) {
        if (!from.has("connect")) {
            return null;
        }
        Map<String, Object> object = from.object("connect.sidecar_service");
        ServiceDefinition sidecar = null;
        if (object != null) {
            if (isSidecar) {
                settings.fault("sidecar_service can't have a nested sidecar_service");
                return null;
            }
            sidecar = service(from.within(object, "connect.sidecar_service"), true);
            if (!sidecar.id().isEmpty()) {
                settings.fault("sidecar_service can't specify an ID");
            }
        }
        return new ServiceConnect(from.bool("connect.native", false), sidecar);
    }

    /// What belongs to whoever reads it.
    private static @Nullable Map<String, @Nullable Object> free(@Nullable Map<String, Object> object) {
        return object == null ? null : new LinkedHashMap<>(object);
    }

    private static CheckType check(Settings from) {
        String h2ping = from.text("h2ping", "");
        return new CheckType(
                from.text("id", ""),
                from.text("name", ""),
                from.text("status", ""),
                from.text("notes", ""),
                from.has("args") ? from.texts("args") : null,
                from.text("http", ""),
                headers(from),
                from.text("method", ""),
                from.text("body", ""),
                from.text("tcp", ""),
                nanos(from, "interval"),
                from.text("alias_node", ""),
                from.text("alias_service", ""),
                from.text("docker_container_id", ""),
                from.text("shell", ""),
                from.text("grpc", ""),
                from.bool("grpc_use_tls", false),
                from.bool("tls_skip_verify", false),
                nanos(from, "timeout"),
                nanos(from, "ttl"),
                from.integer("success_before_passing", 0),
                from.integer("failures_before_critical", 0),
                "",
                "",
                nanos(from, "deregister_critical_service_after"),
                from.integer("output_max_size", 0),
                from.text("udp", ""),
                from.text("os_service", ""),
                h2ping,
                from.bool("h2ping_use_tls", true),
                from.text("tls_server_name", ""),
                from.bool("disable_redirects", false),
                from.integer("failures_before_warning", 0));
    }

    private static @Nullable Map<String, @Nullable List<String>> headers(Settings from) {
        Map<String, Object> found = from.object("header");
        if (found == null) {
            return null;
        }
        Map<String, @Nullable List<String>> headers = new LinkedHashMap<>();
        found.forEach((name, values) -> {
            if (values instanceof List<?> list) {
                headers.put(name, list.stream().map(Object::toString).toList());
            }
        });
        return headers;
    }

    private static long nanos(Settings from, String key) {
        return from.duration(key, Duration.ZERO).toNanos();
    }
}
