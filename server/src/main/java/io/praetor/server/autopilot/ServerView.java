package io.praetor.server.autopilot;

import io.praetor.model.operator.SerfStatus;
import io.praetor.model.operator.ServerStats;
import org.jspecify.annotations.Nullable;

/// What is known of one server of the Raft configuration at a moment.
///
/// @param name     `(unknown)` when gossip does not know it
/// @param version  of its program, empty while unknown
/// @param leader   whether it is the one that looks
/// @param wantsNoVote whether it was started as one that never votes
/// @param stats    what it says of its log; null when it did not answer
public record ServerView(
        String id,
        String name,
        String address,
        String version,
        SerfStatus serf,
        boolean leader,
        boolean voter,
        boolean wantsNoVote,
        @Nullable ServerStats stats) {}
