package io.praetor.server.autopilot;

import io.praetor.model.GoDuration;
import io.praetor.model.operator.ServerStats;
import io.praetor.raft.LogStatus;
import io.praetor.raft.Role;

/// What a server says of its own log.
public final class RaftStats {

    private RaftStats() {}

    /// As it travels: `never` while there is no leader.
    public static ServerStats of(LogStatus status) {
        String contact = "never";
        if (status.role() == Role.LEADER) {
            contact = "0";
        } else if (status.leader() != null && status.role() != Role.STOPPED) {
            contact = GoDuration.format(status.lastContact().toNanos());
        }
        return new ServerStats(contact, status.term(), status.lastIndex());
    }
}
