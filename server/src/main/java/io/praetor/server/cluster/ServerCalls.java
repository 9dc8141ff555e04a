package io.praetor.server.cluster;

import io.praetor.gossip.consul.ServerTags;
import io.praetor.model.operator.ServerStats;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What one server asks another about its log, without asking a leader.
public interface ServerCalls {

    /// `ip:port` of every server of its configuration; empty while it has none. Fails with what came in between.
    CompletableFuture<List<String>> peers(ServerTags server, Duration timeout);

    /// How far its log is.
    CompletableFuture<ServerStats> raftStats(ServerTags server, Duration timeout);

    /// Nobody answers: for a server that has no others.
    ServerCalls NONE = new ServerCalls() {
        @Override
        public CompletableFuture<List<String>> peers(ServerTags server, Duration timeout) {
            return CompletableFuture.failedFuture(new IllegalStateException("there are no other servers"));
        }

        @Override
        public CompletableFuture<ServerStats> raftStats(ServerTags server, Duration timeout) {
            return CompletableFuture.failedFuture(new IllegalStateException("there are no other servers"));
        }
    };
}
