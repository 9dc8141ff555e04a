package io.praetor.agent.local;

import io.praetor.model.catalog.CheckType;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.NodeService;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A check about to be registered.
///
/// @param check with the status it begins with if there is none under its ID yet
record PlannedCheck(HealthCheck check, @Nullable CheckType type) {

    /// The checks of a service, each with its ID and name (`agent.md` §6).
    static List<PlannedCheck> of(String node, NodeService service, List<CheckType> types) {
        List<PlannedCheck> planned = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            CheckType type = types.get(i);
            String numbered = "service:" + service.id() + (types.size() > 1 ? ":" + (i + 1) : "");
            String id = type.checkId().isEmpty() ? numbered : type.checkId();
            String name = type.name().isEmpty() ? "Service '" + service.service() + "' check" : type.name();
            planned.add(of(node, id, name, type, service));
        }
        return planned;
    }

    /// A check of its own.
    ///
    /// @param service what it belongs to; null: the node
    static PlannedCheck of(String node, String id, String name, CheckType type, @Nullable NodeService service) {
        HealthCheck check = new HealthCheck(
                node,
                id,
                name,
                type.status().isEmpty() ? HealthCheck.CRITICAL : type.status(),
                type.notes(),
                "",
                service == null ? "" : service.id(),
                service == null ? "" : service.service(),
                service == null ? null : service.tags(),
                CheckRules.typeName(type),
                HealthCheck.CODEC.zero().definition(),
                0,
                0);
        return new PlannedCheck(check, type);
    }
}
