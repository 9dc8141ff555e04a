package io.praetor.agent.local;

import io.praetor.model.catalog.NodeService;
import java.util.List;

/// A service about to be registered, with its checks.
record ServicePlan(NodeService service, List<PlannedCheck> checks, String token, Origin origin) {}
