package io.praetor.agent.local;

import io.praetor.model.catalog.ConnectProxyConfig;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.Weights;
import io.praetor.model.codec.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whether two say the same, indexes and what the catalog fills in aside. Nothing and an empty list or map are the
/// same: the way to the catalog and back makes one of the other.
public final class Sameness {
    private Sameness() {}

    /// Whether two descriptions of a service say the same.
    public static boolean of(NodeService a, NodeService b) {
        return a.kind().equals(b.kind())
                && a.id().equals(b.id())
                && a.service().equals(b.service())
                && list(a.tags()).equals(list(b.tags()))
                && a.address().equals(b.address())
                && map(a.taggedAddresses()).equals(map(b.taggedAddresses()))
                && map(a.meta()).equals(map(b.meta()))
                && a.port() == b.port()
                && Objects.requireNonNullElse(a.weights(), Weights.DEFAULT)
                        .equals(Objects.requireNonNullElse(b.weights(), Weights.DEFAULT))
                && a.enableTagOverride() == b.enableTagOverride()
                && a.connect().isNative() == b.connect().isNative()
                && proxies(a.proxy(), b.proxy());
    }

    /// Free-form parts hold numbers of one type or another, depending on the way they came.
    private static boolean proxies(ConnectProxyConfig a, ConnectProxyConfig b) {
        return a.equals(b)
                || Arrays.equals(Json.compact(ConnectProxyConfig.CODEC, a), Json.compact(ConnectProxyConfig.CODEC, b));
    }

    /// Whether two descriptions of a check and its result say the same. The name and tags of the service are the
    /// catalog's own.
    public static boolean of(HealthCheck a, HealthCheck b) {
        return a.output().equals(b.output()) && butForOutput(a, b);
    }

    /// The same, whatever the output.
    public static boolean butForOutput(HealthCheck a, HealthCheck b) {
        return a.node().equals(b.node())
                && a.checkId().equals(b.checkId())
                && a.name().equals(b.name())
                && a.status().equals(b.status())
                && a.notes().equals(b.notes())
                && a.serviceId().equals(b.serviceId())
                && a.type().equals(b.type())
                && a.definition().equals(b.definition());
    }

    private static List<String> list(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }

    /// Nothing and an empty map are the same.
    public static <V> Map<String, V> map(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : map;
    }
}
