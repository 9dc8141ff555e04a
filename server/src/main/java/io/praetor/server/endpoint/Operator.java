package io.praetor.server.endpoint;

import io.praetor.model.catalog.Node;
import io.praetor.model.log.CommandType;
import io.praetor.model.operator.AutopilotConfig;
import io.praetor.model.operator.AutopilotSetConfigRequest;
import io.praetor.model.operator.OperatorHealthReply;
import io.praetor.model.operator.RaftConfigurationResponse;
import io.praetor.model.operator.RaftRemovePeerRequest;
import io.praetor.model.operator.RaftServer;
import io.praetor.model.operator.SerfStatus;
import io.praetor.model.operator.ServerHealth;
import io.praetor.raft.LogStatus;
import io.praetor.raft.Member;
import io.praetor.raft.PeerAddress;
import io.praetor.raft.RaftException;
import io.praetor.raft.ReplicatedLog;
import io.praetor.raft.Role;
import io.praetor.server.RequestFailure;
import io.praetor.server.fsm.Commands;
import io.praetor.server.leader.Writes;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What operators see and do (`http-api.md` §14).
public final class Operator {
    private static final String UNKNOWN = "(unknown)";

    private final Here here;
    private final Self self;
    private final ReplicatedLog log;
    private final Supplier<State> states;
    private final Writes writes;
    private final Stability stability;

    /// This server, for the list of all of them.
    public record Self(String id, String name, String version) {}

    public Operator(
            String datacenter,
            Self self,
            ReplicatedLog log,
            Supplier<State> states,
            Writes writes,
            InstantSource clock) {
        here = new Here(datacenter);
        this.self = self;
        this.log = log;
        this.states = states;
        this.writes = writes;
        stability = new Stability(clock);
    }

    /// The servers that keep the log.
    ///
    /// @param datacenter null or empty: this server's
    /// @throws RequestFailure when it is another
    public RaftConfigurationResponse raftConfiguration(@Nullable String datacenter) {
        here.require(datacenter);
        PeerAddress leader = log.status().leader();
        List<RaftServer> servers = new ArrayList<>();
        for (Member member : log.membership().members()) {
            boolean leads = leader != null && leader.id().equals(member.id());
            servers.add(new RaftServer(member.id(), nameOf(member.id()), member.address(), leads, "3", member.voter()));
        }
        return new RaftConfigurationResponse(servers, log.membership().index());
    }

    private String nameOf(String id) {
        if (id.equals(self.id())) {
            return self.name();
        }
        Node node = states.get().catalog().nodeById(id, Watches.NONE);
        return node == null ? UNKNOWN : node.node();
    }

    /// Takes a server out of the configuration, by address or by ID.
    ///
    /// @return fails with a [RequestFailure]
    public CompletableFuture<Void> removePeer(RaftRemovePeerRequest request) {
        return Here.attempt(() -> {
            here.require(request.datacenter());
            boolean byId = request.address().isEmpty();
            String wanted = byId ? request.id() : request.address();
            Member member = log.membership().members().stream()
                    .filter(candidate -> wanted.equals(byId ? candidate.id() : candidate.address()))
                    .findFirst()
                    .orElseThrow(() -> RequestFailure.internal(
                            (byId ? "id" : "address") + " \"" + wanted + "\" was not found in the Raft configuration"));
            return log.remove(member.id()).exceptionally(failure -> {
                throw refusal(failure);
            });
        });
    }

    private static RequestFailure refusal(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RaftException) {
            return RequestFailure.internal(String.valueOf(cause.getMessage()));
        }
        throw new IllegalStateException("changing the Raft configuration failed", cause);
    }

    /// Replaces autopilot's configuration.
    ///
    /// @param onlyIfUnchanged whether the stored one must have the ModifyIndex of `config`
    /// @return whether it was replaced. Fails with a [RequestFailure]
    public CompletableFuture<Boolean> setAutopilotConfiguration(
            @Nullable String datacenter, AutopilotConfig config, boolean onlyIfUnchanged) {
        return Here.attempt(() -> {
            here.require(datacenter);
            AutopilotSetConfigRequest request =
                    new AutopilotSetConfigRequest(here.datacenter(), config, onlyIfUnchanged, "");
            return writes.propose(Commands.encode(CommandType.AUTOPILOT, AutopilotSetConfigRequest.CODEC, request))
                    .thenApply(result -> !Boolean.FALSE.equals(result));
        });
    }

    /// How the servers are.
    ///
    /// @param datacenter null or empty: this server's
    /// @throws RequestFailure when it is another
    public OperatorHealthReply autopilotHealth(@Nullable String datacenter) {
        here.require(datacenter);
        LogStatus status = log.status();
        stability.keepOnly(log.membership().members());
        List<ServerHealth> servers = new ArrayList<>();
        int voters = 0;
        int healthyVoters = 0;
        for (Member member : log.membership().members()) {
            boolean leads = status.leader() != null && status.leader().id().equals(member.id());
            // others are known through gossip, which a server on its own does not have
            boolean isSelf = member.id().equals(self.id());
            boolean healthy = isSelf && status.writable() && status.role() != Role.STOPPED && status.leader() != null;
            voters += member.voter() ? 1 : 0;
            healthyVoters += member.voter() && healthy ? 1 : 0;
            servers.add(new ServerHealth(
                    member.id(),
                    nameOf(member.id()),
                    member.address(),
                    isSelf ? SerfStatus.ALIVE : SerfStatus.NONE,
                    isSelf ? self.version() : "",
                    leads,
                    isSelf ? status.lastContact().toNanos() : 0,
                    isSelf ? status.term() : 0,
                    isSelf ? status.lastIndex() : 0,
                    healthy,
                    member.voter(),
                    stability.since(member.id(), healthy)));
        }
        boolean allHealthy = servers.stream().allMatch(ServerHealth::healthy);
        int quorum = voters / 2 + 1;
        return new OperatorHealthReply(allHealthy, Math.max(0, healthyVoters - quorum), servers);
    }

    /// Remembers since when each server is as it is.
    private static final class Stability {
        private final InstantSource clock;
        private final Map<String, Entry> known = new HashMap<>();

        private record Entry(boolean healthy, Instant since) {}

        Stability(InstantSource clock) {
            this.clock = clock;
        }

        synchronized void keepOnly(List<Member> members) {
            known.keySet()
                    .removeIf(id ->
                            members.stream().noneMatch(member -> member.id().equals(id)));
        }

        synchronized Instant since(String id, boolean healthy) {
            Entry entry = known.get(id);
            if (entry == null || entry.healthy() != healthy) {
                entry = new Entry(healthy, clock.instant());
                known.put(id, entry);
            }
            return entry.since();
        }
    }
}
