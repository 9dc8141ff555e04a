package io.praetor.client;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Json;
import io.praetor.model.operator.AutopilotConfig;
import io.praetor.model.operator.RaftConfigurationResponse;

/// Raft and autopilot (spec/http-api.md section 14).
public final class Operator {
    private static final String AUTOPILOT = "/v1/operator/autopilot/configuration";

    private final Calls calls;

    Operator(Calls calls) {
        this.calls = calls;
    }

    /// The servers of the Raft configuration.
    public RaftConfigurationResponse raftConfiguration(Query query) throws ConsulException {
        Request request = Request.get("/v1/operator/raft/configuration").withQuery(query);
        return calls.read(request, RaftConfigurationResponse.CODEC).value();
    }

    /// Takes the server with this address out of the Raft configuration.
    public void removePeerByAddress(String address) throws ConsulException {
        calls.run(Request.delete("/v1/operator/raft/peer").with("address", address));
    }

    /// Takes the server with this node ID out of the Raft configuration.
    public void removePeerById(String id) throws ConsulException {
        calls.run(Request.delete("/v1/operator/raft/peer").with("id", id));
    }

    /// How autopilot is set.
    public AutopilotConfig autopilot(Query query) throws ConsulException {
        return calls.read(Request.get(AUTOPILOT).withQuery(query), AutopilotConfig.CODEC)
                .value();
    }

    /// Sets autopilot, if its configuration was last changed at the index that `config` has.
    ///
    /// @return false when it has changed
    public boolean setAutopilot(AutopilotConfig config) throws ConsulException {
        return calls.decide(Request.put(AUTOPILOT)
                .with("cas", Long.toUnsignedString(config.modifyIndex()))
                .withBody(Bytes.of(Json.compact(AutopilotConfig.CODEC, config))));
    }
}
