package io.praetor.agent.local;

import io.praetor.agent.local.LocalSettings.Ports;
import io.praetor.model.catalog.CheckType;
import io.praetor.model.catalog.NodeService;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Checks of a service behind a proxy that lets them through (`expose.checks`, `agent.md` §7): the proxy listens at a
/// port of its own for each, and there the check looks. Thread-safe.
final class ExposedPorts {
    private static final Logger LOG = LoggerFactory.getLogger(ExposedPorts.class);

    private final Ports range;
    /// By check ID.
    private final Map<String, Integer> ports = new HashMap<>();

    ExposedPorts(Ports range) {
        this.range = range;
    }

    /// How a check is run as things are: where its definition says, or through the proxy before its service.
    synchronized CheckType effective(LocalView view, CheckEntry entry) {
        CheckType type = entry.type();
        if (type == null) {
            throw new IllegalArgumentException("check \"" + entry.check().checkId() + "\" is not run");
        }
        NodeService proxy = proxy(view, entry);
        boolean reroutable = !type.http().isEmpty() || !type.grpc().isEmpty();
        if (proxy == null || !reroutable) {
            ports.remove(entry.check().checkId());
            return type;
        }
        Integer port = port(entry.check().checkId());
        if (port == null) {
            LOG.atError()
                    .addKeyValue("check", entry.check().checkId())
                    .log("No port left in the configured range to expose the check");
            return type;
        }
        String host = proxy.address().isEmpty() ? "127.0.0.1" : proxy.address();
        String address = (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        return type.withTargets(http(type.http(), address), grpc(type.grpc(), address));
    }

    private static @Nullable NodeService proxy(LocalView view, CheckEntry entry) {
        if (entry.check().serviceId().isEmpty()) {
            return null;
        }
        for (ServiceEntry proxy : view.proxiesOf(entry.check().serviceId())) {
            if (proxy.service().proxy().expose().checks()) {
                return proxy.service();
            }
        }
        return null;
    }

    private @Nullable Integer port(String checkId) {
        Integer known = ports.get(checkId);
        if (known != null || range.isNone()) {
            return known;
        }
        List<Integer> taken = new ArrayList<>(ports.values());
        for (int port = range.min(); port <= range.max(); port++) {
            if (!taken.contains(port)) {
                ports.put(checkId, port);
                return port;
            }
        }
        return null;
    }

    /// The port of a check that is gone is free again.
    synchronized void forget(String checkId) {
        ports.remove(checkId);
    }

    /// The URL with another address.
    static String http(String url, String address) {
        if (url.isEmpty()) {
            return url;
        }
        try {
            URI uri = URI.create(url);
            if (uri.getRawAuthority() == null) {
                return url;
            }
            return url.replaceFirst(
                    Pattern.quote("//" + uri.getRawAuthority()), Matcher.quoteReplacement("//" + address));
        } catch (IllegalArgumentException e) {
            return url;
        }
    }

    /// `host:port/service` with another address.
    static String grpc(String target, String address) {
        int slash = target.indexOf('/');
        if (target.isEmpty()) {
            return target;
        }
        return slash < 0 ? address : address + target.substring(slash);
    }
}
