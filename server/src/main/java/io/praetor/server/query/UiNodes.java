package io.praetor.server.query;

import io.praetor.model.catalog.NodeInfo;
import io.praetor.server.filter.Filter;
import java.util.List;

/// Every node with its services and checks (`/v1/internal/ui/nodes`).
public record UiNodes(Filter filter) implements Query<List<NodeInfo>> {}
