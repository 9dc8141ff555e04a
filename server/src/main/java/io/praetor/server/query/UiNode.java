package io.praetor.server.query;

import io.praetor.model.catalog.NodeInfo;
import java.util.List;

/// One node with its services and checks, as a list of none or one (`/v1/internal/ui/node/:n`).
public record UiNode(String node) implements Query<List<NodeInfo>> {}
