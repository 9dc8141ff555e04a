package io.praetor.model.operator;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How autopilot sees the servers (newer than 1.9: `GET /v1/operator/autopilot/state`).
///
/// @param optimisticFailureTolerance the same as `failureTolerance` where there are no zones
/// @param servers                    by ID
/// @param leader                     its ID; empty: nobody leads
/// @param voters                     IDs
/// @param readReplicas               IDs of servers without a vote
public record AutopilotState(
        boolean healthy,
        int failureTolerance,
        int optimisticFailureTolerance,
        @Nullable Map<String, AutopilotServer> servers,
        String leader,
        @Nullable List<String> voters,
        @Nullable List<String> readReplicas) {

    /// How it travels.
    public static final StructCodec<AutopilotState> CODEC = StructCodec.<AutopilotState>of("AutopilotState")
            .field("Healthy", Codecs.BOOL, AutopilotState::healthy)
            .field("FailureTolerance", Codecs.INT, AutopilotState::failureTolerance)
            .field("OptimisticFailureTolerance", Codecs.INT, AutopilotState::optimisticFailureTolerance)
            .field("Servers", Codecs.map(AutopilotServer.CODEC), AutopilotState::servers)
            .field("Leader", Codecs.TEXT, AutopilotState::leader)
            .field("Voters", Codecs.TEXTS, AutopilotState::voters)
            .field("ReadReplicas", Codecs.TEXTS, AutopilotState::readReplicas)
            .omitEmpty()
            .build(v -> new AutopilotState(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    /// The same that autopilot's health tells, in this form.
    public static AutopilotState of(OperatorHealthReply health) {
        Map<String, AutopilotServer> servers = new TreeMap<>();
        List<String> voters = new ArrayList<>();
        List<String> replicas = new ArrayList<>();
        String leader = "";
        for (ServerHealth server : Objects.requireNonNullElse(health.servers(), List.<ServerHealth>of())) {
            servers.put(server.id(), AutopilotServer.of(server));
            (server.voter() ? voters : replicas).add(server.id());
            if (server.leader()) {
                leader = server.id();
            }
        }
        int tolerance = health.failureTolerance();
        return new AutopilotState(health.healthy(), tolerance, tolerance, servers, leader, voters, replicas);
    }
}
