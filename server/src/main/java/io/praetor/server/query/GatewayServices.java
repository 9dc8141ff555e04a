package io.praetor.server.query;

import io.praetor.model.catalog.GatewayService;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Resource;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a gateway serves (`/v1/catalog/gateway-services/:g`); null when that is nothing. Nothing links gateways to
/// services before configuration entries exist, so only the index has a meaning yet.
public record GatewayServices(String gateway) implements Query<@Nullable List<GatewayService>> {
    @Override
    public Indexed<@Nullable List<GatewayService>> evaluate(State state, Watches watches, Viewer viewer) {
        viewer.require(Resource.SERVICE, gateway, Access.READ);
        return new Indexed<>(
                state.health().ingressServiceNodes(gateway, watches).index(), null);
    }
}
