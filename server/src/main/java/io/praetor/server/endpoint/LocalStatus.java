package io.praetor.server.endpoint;

import io.praetor.raft.Member;
import io.praetor.raft.PeerAddress;
import io.praetor.raft.ReplicatedLog;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Who leads and who votes (`http-api.md` §14).
public final class LocalStatus implements Status {
    private final Here here;
    private final ReplicatedLog log;

    public LocalStatus(Here here, ReplicatedLog log) {
        this.here = here;
        this.log = log;
    }

    @Override
    public CompletableFuture<String> leader(@Nullable String datacenter) {
        return here.admitAnybody(datacenter, () -> {
            PeerAddress leader = log.status().leader();
            return CompletableFuture.completedFuture(leader == null ? "" : leader.address());
        });
    }

    @Override
    public CompletableFuture<List<String>> peers(@Nullable String datacenter) {
        return here.admitAnybody(datacenter, () -> {
            return CompletableFuture.completedFuture(
                    log.membership().members().stream().map(Member::address).toList());
        });
    }
}
