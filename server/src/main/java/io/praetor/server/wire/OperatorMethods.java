package io.praetor.server.wire;

import io.praetor.model.codec.Codecs;
import io.praetor.model.operator.AutopilotConfig;
import io.praetor.model.operator.AutopilotSetConfigRequest;
import io.praetor.model.operator.OperatorHealthReply;
import io.praetor.model.operator.RaftConfigurationResponse;
import io.praetor.model.operator.RaftRemovePeerRequest;
import io.praetor.model.operator.ServerStats;
import io.praetor.model.operator.TransferLeaderRequest;
import io.praetor.model.operator.TransferLeaderResponse;
import io.praetor.model.query.QuerySource;
import io.praetor.model.request.DcSpecificRequest;
import io.praetor.model.rpc.Empty;
import io.praetor.model.rpc.QueryMeta;
import io.praetor.server.RequestFailure;
import io.praetor.server.query.AutopilotGet;
import io.praetor.server.wire.CallMethod.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `Operator.…` and `Status.…` (`rpc.md` §7).
public final class OperatorMethods {
    /// Autopilot's configuration. The reply is nothing else: it says neither index nor leader.
    public static final ReadMethod<AutopilotGet, @Nullable AutopilotConfig> AUTOPILOT_GET_CONFIGURATION =
            ReadMethod.<AutopilotGet, @Nullable AutopilotConfig>named(
                            "Operator.AutopilotGetConfiguration", AutopilotGet.class)
                    .request(
                            DcSpecificRequest.CODEC,
                            (_, envelope) -> new DcSpecificRequest(
                                    envelope.datacenter(), null, QuerySource.NONE, envelope.options()),
                            (_, _) -> new AutopilotGet())
                    .reply(
                            AutopilotConfig.CODEC,
                            (_, answer) -> {
                                AutopilotConfig config = answer.value();
                                if (config == null) {
                                    throw RequestFailure.internal("autopilot config not initialized yet");
                                }
                                return config;
                            },
                            (_, config) -> config,
                            config -> new QueryMeta(config.modifyIndex(), 0, true, "", false));

    /// Replaces autopilot's configuration. On the wire, a change without a condition is answered with false.
    public static final CallMethod<AutopilotSetConfigRequest, Boolean> AUTOPILOT_SET_CONFIGURATION = CallMethod.of(
                    "Operator.AutopilotSetConfiguration",
                    Kind.WRITE,
                    AutopilotSetConfigRequest.CODEC,
                    Codecs.BOOL,
                    AutopilotSetConfigRequest::datacenter)
            .translated((request, done) -> done && request.cas(), (request, done) -> done || !request.cas());

    /// The servers that keep the log.
    public static final CallMethod<DcSpecificRequest, RaftConfigurationResponse> RAFT_GET_CONFIGURATION = CallMethod.of(
            "Operator.RaftGetConfiguration",
            Kind.READ,
            DcSpecificRequest.CODEC,
            RaftConfigurationResponse.CODEC,
            DcSpecificRequest::datacenter);

    /// Takes the server at an address out of the configuration.
    public static final CallMethod<RaftRemovePeerRequest, Empty> RAFT_REMOVE_PEER_BY_ADDRESS = CallMethod.of(
            "Operator.RaftRemovePeerByAddress",
            Kind.WRITE,
            RaftRemovePeerRequest.CODEC,
            Empty.CODEC,
            RaftRemovePeerRequest::datacenter);

    /// Takes the server with an ID out of the configuration.
    public static final CallMethod<RaftRemovePeerRequest, Empty> RAFT_REMOVE_PEER_BY_ID = CallMethod.of(
            "Operator.RaftRemovePeerByID",
            Kind.WRITE,
            RaftRemovePeerRequest.CODEC,
            Empty.CODEC,
            RaftRemovePeerRequest::datacenter);

    /// Has the leader hand over. Not a method of 1.9.
    public static final CallMethod<TransferLeaderRequest, TransferLeaderResponse> TRANSFER_LEADER = CallMethod.of(
            "Operator.TransferLeader",
            Kind.WRITE,
            TransferLeaderRequest.CODEC,
            TransferLeaderResponse.CODEC,
            TransferLeaderRequest::datacenter);

    /// How the servers are.
    public static final CallMethod<DcSpecificRequest, OperatorHealthReply> SERVER_HEALTH = CallMethod.of(
            "Operator.ServerHealth",
            Kind.READ,
            DcSpecificRequest.CODEC,
            OperatorHealthReply.CODEC,
            DcSpecificRequest::datacenter);

    /// `ip:port` of the leader, or empty. A request need not name a datacenter.
    public static final CallMethod<DcSpecificRequest, String> STATUS_LEADER =
            CallMethod.of("Status.Leader", Kind.LOCAL, DcSpecificRequest.CODEC, Codecs.TEXT, null);

    /// `ip:port` of every server. A request need not name a datacenter.
    public static final CallMethod<DcSpecificRequest, List<String>> STATUS_PEERS =
            CallMethod.of("Status.Peers", Kind.LOCAL, DcSpecificRequest.CODEC, Forms.list(Codecs.TEXT), null);

    /// Whether somebody is there.
    public static final CallMethod<Empty, Empty> STATUS_PING =
            CallMethod.of("Status.Ping", Kind.LOCAL, Empty.CODEC, Empty.CODEC, null);

    /// How far a server's log is.
    public static final CallMethod<Empty, ServerStats> STATUS_RAFT_STATS =
            CallMethod.of("Status.RaftStats", Kind.LOCAL, Empty.CODEC, ServerStats.CODEC, null);

    private OperatorMethods() {}
}
