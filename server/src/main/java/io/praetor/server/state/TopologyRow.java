package io.praetor.server.state;

import java.util.SortedSet;

/// That a service's proxies name another service as upstream.
///
/// @param refs `node/serviceID` of each proxy that says so
record TopologyRow(String upstream, String downstream, SortedSet<String> refs, long createIndex, long modifyIndex) {}
