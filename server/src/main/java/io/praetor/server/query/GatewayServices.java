package io.praetor.server.query;

import io.praetor.model.catalog.GatewayService;
import java.util.List;

/// What a gateway serves (`/v1/catalog/gateway-services/:g`).
public record GatewayServices(String gateway) implements Query<List<GatewayService>> {}
