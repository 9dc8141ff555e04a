package io.praetor.server.query;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.server.filter.Filter;
import java.util.List;

/// Every instance with its checks, from which the UI's list of services is summed up (`/v1/internal/ui/services`).
public record UiServices(Filter filter) implements Query<List<CheckServiceNode>> {}
