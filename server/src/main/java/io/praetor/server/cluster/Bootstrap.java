package io.praetor.server.cluster;

import io.praetor.gossip.consul.ServerTags;
import io.praetor.raft.PeerAddress;
import io.praetor.raft.ReplicatedLog;
import io.praetor.server.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Begins a new cluster when as many servers have found each other as `bootstrap_expect` says (`server.md` §4). Every
/// one of them comes to the same configuration by itself. Servers of a cluster that exists already are found by asking
/// each for its peers first; then this server waits to be taken in. A server that has peers and not one entry has just
/// begun as this one is about to, and cannot be elected without the others.
public final class Bootstrap {

    private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);
    private static final Duration CALL = Duration.ofSeconds(7);
    private static final int ATTEMPTS = 6;

    private final int expect;
    private final String selfId;
    private final ReplicatedLog log;
    private final ServerTable servers;
    private final ServerCalls calls;
    private final Scheduler scheduler;
    private final Executor executor;
    /// Guarded by this, like all below.
    private boolean expecting;

    private boolean asking;
    private boolean again;

    /// @param expect how many voters begin a cluster
    /// @param executor runs what may wait
    public Bootstrap(
            int expect,
            String selfId,
            ReplicatedLog log,
            ServerTable servers,
            ServerCalls calls,
            Scheduler scheduler,
            Executor executor) {
        this.expect = expect;
        this.selfId = selfId;
        this.log = log;
        this.servers = servers;
        this.calls = calls;
        this.scheduler = scheduler;
        this.executor = executor;
        expecting = expect > 0;
    }

    /// Whether this server still waits for others to begin with.
    public synchronized boolean expecting() {
        return expecting && log.membership().members().isEmpty();
    }

    /// Looks whether it is time; called at the start and whenever a server has joined.
    public void look() {
        synchronized (this) {
            if (!expecting) {
                return;
            }
            if (asking) {
                again = true;
                return;
            }
            asking = true;
            executor.execute(this::attempt);
        }
    }

    private void attempt() {
        if (log.status().lastIndex() > 0 || !log.membership().members().isEmpty()) {
            LOG.info("Raft data found, disabling bootstrap mode");
            stop();
            return;
        }
        List<ServerTags> found = found();
        if (found == null) {
            over();
            return;
        }
        ask(found, 0, 0);
    }

    /// The servers to begin with; null while they may not.
    private @Nullable List<ServerTags> found() {
        List<ServerTags> found = new ArrayList<>();
        int voters = 0;
        for (ServerTags server : servers.alive()) {
            if (server.expect() != 0 && server.expect() != expect) {
                LOG.error(
                        "Member has a conflicting expect value. All nodes should expect the same number.: member={}"
                                + " expect={} ours={}",
                        server.name(),
                        server.expect(),
                        expect);
                return null;
            }
            if (server.bootstrap()) {
                LOG.error("Member has bootstrap mode. Expect disabled.: member={}", server.name());
                return null;
            }
            voters += server.nonVoter() ? 0 : 1;
            found.add(server);
        }
        return voters < expect ? null : found;
    }

    /// Asks one server after the other; six times each, waiting longer every time.
    private void ask(List<ServerTags> found, int position, int attempt) {
        if (position == found.size()) {
            begin(found);
            return;
        }
        ServerTags server = found.get(position);
        if (server.id().equals(selfId)) {
            ask(found, position + 1, 0);
            return;
        }
        var _ = calls.peers(server, CALL)
                .thenCompose(peers -> peers.isEmpty()
                        ? CompletableFuture.completedFuture(false)
                        : calls.raftStats(server, CALL).thenApply(stats -> stats.lastIndex() > 0))
                .whenComplete((exists, failure) -> {
                    if (failure == null && exists) {
                        LOG.info(
                                "Existing Raft peers reported by server, disabling bootstrap mode: server={}",
                                server.name());
                        stop();
                    } else if (failure == null || attempt + 1 >= ATTEMPTS) {
                        executor.execute(() -> ask(found, position + 1, 0));
                    } else {
                        Duration wait = Duration.ofSeconds(1L << attempt);
                        LOG.error(
                                "Failed to confirm peer status for server (will retry).: server={} nextRetry={} error={}",
                                server.name(),
                                wait,
                                String.valueOf(failure.getMessage()));
                        var _ = scheduler.after(wait, () -> executor.execute(() -> ask(found, position, attempt + 1)));
                    }
                });
    }

    private void begin(List<ServerTags> found) {
        List<PeerAddress> voters = found.stream()
                .filter(server -> !server.nonVoter())
                .map(server -> new PeerAddress(server.id(), server.rpc().toString()))
                .toList();
        LOG.info(
                "Found expected number of peers, attempting bootstrap: peers={}",
                voters.stream().map(PeerAddress::address).collect(Collectors.joining(",")));
        CompletableFuture<Void> done =
                voters.stream().anyMatch(voter -> voter.id().equals(selfId))
                        ? log.bootstrap(voters)
                        : CompletableFuture.completedFuture(null);
        var _ = done.whenComplete((_, failure) -> {
            if (failure != null) {
                LOG.error("Failed to bootstrap cluster: error={}", String.valueOf(failure.getMessage()));
            }
            stop();
        });
    }

    /// This server stops.
    public void close() {
        stop();
    }

    private synchronized void stop() {
        expecting = false;
        asking = false;
    }

    private void over() {
        boolean once;
        synchronized (this) {
            asking = false;
            once = again;
            again = false;
        }
        if (once) {
            look();
        }
    }
}
