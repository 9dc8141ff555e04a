package io.praetor.raft;

/// One server in the replicated configuration.
///
/// @param id the node's UUID
/// @param address "ip:port" as last known here, empty while unknown
/// @param voter whether it counts towards the quorum; a learner only receives the log
public record Member(String id, String address, boolean voter) {}
