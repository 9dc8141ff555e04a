package io.praetor.client;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.Json;
import io.praetor.model.operator.AutopilotConfig;
import io.praetor.model.operator.AutopilotState;
import io.praetor.model.operator.KeyringResponse;
import io.praetor.model.operator.RaftConfigurationResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Raft and autopilot (spec/http-api.md section 14).
public final class Operator {
    private static final String AUTOPILOT = "/v1/operator/autopilot/configuration";

    private static final String KEYRING = "/v1/operator/keyring";
    private static final Codec<@Nullable Map<String, String>> KEY_BODY = Codecs.TEXT_MAP;

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

    /// Lets another server lead.
    ///
    /// @param id its node ID; empty: whichever has most of the log
    public void transferLeader(String id) throws ConsulException {
        Request request = Request.post("/v1/operator/raft/transfer-leader");
        if (!id.isEmpty()) {
            request.with("id", id);
        }
        calls.run(request);
    }

    /// The keys of gossip, pool by pool; the WAN pool's first.
    ///
    /// @param relayFactor over how many other members answers travel too, 0 to 5
    /// @param localOnly   only the pool of the agent's own datacenter
    public List<KeyringResponse> keyring(int relayFactor, boolean localOnly) throws ConsulException {
        Request request = relayed(Request.get(KEYRING), relayFactor);
        if (localOnly) {
            request.with("local-only", "true");
        }
        List<KeyringResponse> found =
                calls.read(request, Codecs.list(KeyringResponse.CODEC)).value();
        return found == null ? List.of() : found;
    }

    /// Adds a gossip key (base64) everywhere.
    public void installKey(String key, int relayFactor) throws ConsulException {
        calls.run(relayed(Request.post(KEYRING), relayFactor).withBody(keyBody(key)));
    }

    /// Makes an installed gossip key the one everybody encrypts with.
    public void useKey(String key, int relayFactor) throws ConsulException {
        calls.run(relayed(Request.put(KEYRING), relayFactor).withBody(keyBody(key)));
    }

    /// Removes a gossip key everywhere.
    public void removeKey(String key, int relayFactor) throws ConsulException {
        calls.run(relayed(Request.delete(KEYRING), relayFactor).withBody(keyBody(key)));
    }

    private static Request relayed(Request request, int relayFactor) {
        return relayFactor == 0 ? request : request.with("relay-factor", Integer.toString(relayFactor));
    }

    private static Bytes keyBody(String key) {
        return Bytes.of(Json.compact(KEY_BODY, Map.of("Key", key)));
    }

    /// How autopilot is set.
    public AutopilotConfig autopilot(Query query) throws ConsulException {
        return calls.read(Request.get(AUTOPILOT).withQuery(query), AutopilotConfig.CODEC)
                .value();
    }

    /// How autopilot sees the servers.
    public AutopilotState autopilotState(Query query) throws ConsulException {
        Request request = Request.get("/v1/operator/autopilot/state").withQuery(query);
        return calls.read(request, AutopilotState.CODEC).value();
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
