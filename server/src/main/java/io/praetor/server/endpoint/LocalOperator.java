package io.praetor.server.endpoint;

import io.praetor.gossip.consul.ServerTags;
import io.praetor.model.log.CommandType;
import io.praetor.model.operator.AutopilotSetConfigRequest;
import io.praetor.model.operator.OperatorHealthReply;
import io.praetor.model.operator.RaftConfigurationResponse;
import io.praetor.model.operator.RaftRemovePeerRequest;
import io.praetor.model.operator.RaftServer;
import io.praetor.model.operator.TransferLeaderRequest;
import io.praetor.model.operator.TransferLeaderResponse;
import io.praetor.raft.Member;
import io.praetor.raft.Membership;
import io.praetor.raft.PeerAddress;
import io.praetor.raft.RaftException;
import io.praetor.raft.ReplicatedLog;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Resource;
import io.praetor.server.autopilot.Autopilot;
import io.praetor.server.cluster.ServerTable;
import io.praetor.server.fsm.Commands;
import io.praetor.server.leader.Writes;
import io.praetor.server.query.ReadOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// What operators see and do (`http-api.md` §14).
public final class LocalOperator implements Operator {
    private static final String UNKNOWN = "(unknown)";

    private final Here here;
    private final ReplicatedLog log;
    private final ServerTable servers;
    private final Autopilot autopilot;
    private final Writes writes;

    public LocalOperator(Here here, ReplicatedLog log, ServerTable servers, Autopilot autopilot, Writes writes) {
        this.here = here;
        this.log = log;
        this.servers = servers;
        this.autopilot = autopilot;
        this.writes = writes;
    }

    @Override
    public CompletableFuture<RaftConfigurationResponse> raftConfiguration(ReadOptions options) {
        return here.admit(options.datacenter(), options.token(), by -> {
            by.require(Resource.OPERATOR, "", Access.READ);
            return CompletableFuture.completedFuture(raftConfiguration());
        });
    }

    private RaftConfigurationResponse raftConfiguration() {
        PeerAddress leader = log.status().leader();
        Map<String, ServerTags> known = new HashMap<>();
        servers.known().forEach(server -> known.putIfAbsent(server.id(), server));
        servers.alive().forEach(server -> known.put(server.id(), server));
        Membership membership = log.membership();
        List<RaftServer> peers = new ArrayList<>();
        for (Member member : membership.members()) {
            boolean leads = leader != null && leader.id().equals(member.id());
            ServerTags server = known.get(member.id());
            peers.add(new RaftServer(
                    member.id(),
                    server == null ? UNKNOWN : server.shortName(),
                    member.address(),
                    leads,
                    server == null ? "" : Integer.toString(server.raftVersion()),
                    member.voter()));
        }
        return new RaftConfigurationResponse(peers, membership.index());
    }

    @Override
    public CompletableFuture<Void> removePeer(RaftRemovePeerRequest request) {
        return here.admit(request.datacenter(), request.token(), by -> {
            by.require(Resource.OPERATOR, "", Access.WRITE);
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

    @Override
    public CompletableFuture<TransferLeaderResponse> transferLeader(TransferLeaderRequest request) {
        return here.admit(request.datacenter(), request.token(), by -> {
            by.require(Resource.OPERATOR, "", Access.WRITE);
            String id = request.id();
            if (!id.isEmpty()
                    && log.membership().members().stream()
                            .noneMatch(member -> member.voter() && member.id().equals(id))) {
                throw RequestFailure.internal("id \"" + id + "\" is not a voter in the Raft configuration");
            }
            return log.transferLeadership(id.isEmpty() ? null : id)
                    .thenApply(_ -> new TransferLeaderResponse(true))
                    .exceptionally(failure -> {
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

    @Override
    public CompletableFuture<Boolean> setAutopilotConfiguration(AutopilotSetConfigRequest request) {
        return here.admit(request.datacenter(), request.token(), by -> {
            by.require(Resource.OPERATOR, "", Access.WRITE);
            // who asked is no business of the log
            AutopilotSetConfigRequest command =
                    new AutopilotSetConfigRequest(here.datacenter(), request.config(), request.cas(), "");
            return writes.propose(Commands.encode(CommandType.AUTOPILOT, AutopilotSetConfigRequest.CODEC, command))
                    .thenApply(result -> !Boolean.FALSE.equals(result));
        });
    }

    @Override
    public CompletableFuture<OperatorHealthReply> autopilotHealth(ReadOptions options) {
        return here.admit(options.datacenter(), options.token(), by -> {
            by.require(Resource.OPERATOR, "", Access.READ);
            return CompletableFuture.completedFuture(autopilot.health());
        });
    }
}
