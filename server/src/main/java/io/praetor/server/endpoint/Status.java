package io.praetor.server.endpoint;

import io.praetor.raft.Member;
import io.praetor.raft.PeerAddress;
import io.praetor.raft.ReplicatedLog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who leads and who votes (`http-api.md` §14).
public final class Status {
    private final Here here;
    private final ReplicatedLog log;

    public Status(String datacenter, ReplicatedLog log) {
        here = new Here(datacenter);
        this.log = log;
    }

    /// `ip:port` of the leader, or empty.
    ///
    /// @param datacenter null or empty: this server's
    /// @throws io.praetor.server.RequestFailure when it is another
    public String leader(@Nullable String datacenter) {
        here.require(datacenter);
        PeerAddress leader = log.status().leader();
        return leader == null ? "" : leader.address();
    }

    /// `ip:port` of every server of the configuration.
    ///
    /// @param datacenter null or empty: this server's
    /// @throws io.praetor.server.RequestFailure when it is another
    public List<String> peers(@Nullable String datacenter) {
        here.require(datacenter);
        return log.membership().members().stream().map(Member::address).toList();
    }
}
