package io.praetor.server.query;

import java.util.List;
import java.util.Map;

/// The names of services with the tags their instances have (`/v1/catalog/services`).
///
/// @param nodeMeta pairs that an instance's node must have
public record ServiceList(Map<String, String> nodeMeta) implements Query<Map<String, List<String>>> {}
