package io.praetor.server.state;

/// That a session depends on a check.
record SessionCheckRow(String node, String checkId, String session) {}
