package io.praetor.raft;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How the log stands, for operators and telemetry.
///
/// @param leader who leads as far as this server knows
/// @param lastContact time since this server last heard of its leader; zero on the leader
/// @param writable false while this server's disk refuses the log
/// @param refusal why writes are refused, one line for the user; null while writable
/// @param lastSnapshotIndex 0 while there is no snapshot
public record LogStatus(
        Role role,
        long term,
        @Nullable PeerAddress leader,
        long lastIndex,
        long commitIndex,
        long appliedIndex,
        Duration lastContact,
        boolean writable,
        long lastSnapshotIndex,
        long lastSnapshotTerm,
        @Nullable String refusal) {}
