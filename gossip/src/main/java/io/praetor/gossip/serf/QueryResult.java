package io.praetor.gossip.serf;

import io.praetor.model.Bytes;
import java.util.List;
import java.util.Map;

/// What came back of a question.
///
/// @param acknowledged names of those who said they heard of it
/// @param responses    answers by name
public record QueryResult(List<String> acknowledged, Map<String, Bytes> responses) {}
