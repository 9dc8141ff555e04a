package io.praetor.http.v1;

import io.praetor.http.route.Params;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.operator.AutopilotConfig;
import io.praetor.model.operator.AutopilotSetConfigRequest;
import io.praetor.model.operator.AutopilotState;
import io.praetor.model.operator.OperatorHealthReply;
import io.praetor.model.operator.RaftConfigurationResponse;
import io.praetor.model.operator.RaftRemovePeerRequest;
import io.praetor.model.operator.TransferLeaderRequest;
import io.praetor.model.operator.TransferLeaderResponse;
import io.praetor.server.RequestFailure;
import io.praetor.server.endpoint.Operator;
import io.praetor.server.query.AutopilotGet;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.ReadOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// `/v1/operator/…` (`http-api.md` §14).
final class OperatorEndpoint {
    private static final int UNHEALTHY = 429;
    private static final Codec<@Nullable AutopilotConfig> CONFIG = Codecs.pointer(AutopilotConfig.CODEC);

    private final Reads reads;
    private final Operator operator;

    OperatorEndpoint(Reads reads, Operator operator) {
        this.reads = reads;
        this.operator = operator;
    }

    Reply raftConfiguration(Request request) {
        return Reply.of(
                operator.raftConfiguration(reads.options(request)),
                servers -> Reply.json(RaftConfigurationResponse.CODEC, servers));
    }

    Reply removePeer(Request request) {
        Params params = request.params();
        boolean byAddress = params.has("address");
        boolean byId = params.has("id");
        if (!byAddress && !byId) {
            throw RequestFailure.badRequest("Bad request: Must specify either ?id with the server's ID or ?address"
                    + " with IP:port of peer to remove");
        }
        if (byAddress && byId) {
            throw RequestFailure.badRequest("Bad request: Must specify only one of ?id or ?address");
        }
        RaftRemovePeerRequest removal = new RaftRemovePeerRequest(
                reads.datacenterName(request), params.first("address"), params.first("id"), reads.token(request));
        return Reply.of(operator.removePeer(removal), _ -> Reply.empty(200));
    }

    Reply transferLeader(Request request) {
        TransferLeaderRequest transfer = new TransferLeaderRequest(
                reads.datacenterName(request), request.params().first("id"), reads.token(request));
        return Reply.of(operator.transferLeader(transfer), done -> Reply.json(TransferLeaderResponse.CODEC, done));
    }

    Reply autopilotConfiguration(Request request) {
        return reads.readOnce(request, new AutopilotGet(), answer -> Reply.json(CONFIG, answer.value()));
    }

    Reply setAutopilotConfiguration(Request request) {
        AutopilotConfig config =
                Bodies.strict(request, AutopilotConfig.CODEC, "Bad request: Error parsing autopilot config: ");
        boolean onlyIfUnchanged = request.params().has("cas");
        if (onlyIfUnchanged) {
            config = config.withIndexes(
                    config.createIndex(), cas(request.params().first("cas")));
        }
        AutopilotSetConfigRequest change = new AutopilotSetConfigRequest(
                reads.datacenterName(request), config, onlyIfUnchanged, reads.token(request));
        return Reply.of(operator.setAutopilotConfiguration(change), replaced -> Reply.json(Codecs.BOOL, replaced));
    }

    private static long cas(String text) {
        Long index = Numbers.unsigned(text);
        if (index == null) {
            throw RequestFailure.badRequest("Bad request: Error parsing cas value: " + Numbers.problem(text));
        }
        return index;
    }

    Reply autopilotHealth(Request request) {
        return Reply.of(
                operator.autopilotHealth(leaders(request)),
                health -> Reply.json(health.healthy() ? 200 : UNHEALTHY, OperatorHealthReply.CODEC, health));
    }

    Reply autopilotState(Request request) {
        return Reply.of(
                operator.autopilotHealth(leaders(request)),
                health -> Reply.json(AutopilotState.CODEC, AutopilotState.of(health)));
    }

    /// Only the leader knows.
    private ReadOptions leaders(Request request) {
        return new ReadOptions(reads.datacenter(request), Consistency.DEFAULT, 0, Duration.ZERO, reads.token(request));
    }
}
