package io.praetor.agent.local;

import io.praetor.model.agent.AgentService;
import io.praetor.model.agent.AgentServiceHealth;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.ServiceConnect;
import io.praetor.model.catalog.Weights;
import io.praetor.model.codec.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// What the agent shows of its services and checks (`http-api.md` §5, §6).
final class Views {
    private static final Set<String> WITH_PROXY =
            Set.of(NodeService.CONNECT_PROXY, "mesh-gateway", "terminating-gateway", "ingress-gateway");
    private static final int HASH_BYTES = 8;

    private Views() {}

    /// A service, without its hash.
    static AgentService service(NodeService service) {
        return new AgentService(
                service.kind(),
                service.id(),
                service.service(),
                service.tags() == null ? List.of() : service.tags(),
                Sameness.map(service.meta()),
                service.port(),
                service.address(),
                service.taggedAddresses(),
                Objects.requireNonNullElse(service.weights(), Weights.DEFAULT),
                service.enableTagOverride(),
                0,
                0,
                "",
                WITH_PROXY.contains(service.kind()) ? service.proxy() : null,
                service.connect().isNative() ? new ServiceConnect(true, null) : null);
    }

    /// A service with its hash: 64 bits, as the original's.
    static AgentService hashed(NodeService service) {
        AgentService shown = service(service);
        try {
            MessageDigest sum = MessageDigest.getInstance("SHA-256");
            byte[] digest = sum.digest(Json.compact(AgentService.CODEC, shown));
            return shown.withContentHash(HexFormat.of().formatHex(digest, 0, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    /// How a service is, by its checks and those of the node.
    static AgentServiceHealth health(LocalView view, NodeService service) {
        List<HealthCheck> checks = new ArrayList<>();
        view.checksOf("").forEach(entry -> checks.add(entry.check()));
        view.checksOf(service.id()).forEach(entry -> checks.add(entry.check()));
        return new AgentServiceHealth(worst(checks), service(service), checks);
    }

    private static String worst(List<HealthCheck> checks) {
        String worst = HealthCheck.PASSING;
        for (HealthCheck check : checks) {
            boolean maintenance = check.checkId().equals(Registrar.NODE_MAINTENANCE)
                    || check.checkId().startsWith(Registrar.SERVICE_MAINTENANCE);
            if (maintenance) {
                return AgentServiceHealth.MAINTENANCE;
            }
            if (check.status().equals(HealthCheck.CRITICAL)) {
                worst = HealthCheck.CRITICAL;
            } else if (check.status().equals(HealthCheck.WARNING) && worst.equals(HealthCheck.PASSING)) {
                worst = HealthCheck.WARNING;
            }
        }
        return worst;
    }
}
