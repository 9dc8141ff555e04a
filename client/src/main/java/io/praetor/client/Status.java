package io.praetor.client;

import io.praetor.model.codec.Codecs;
import java.util.List;

/// What Raft says of itself (spec/http-api.md section 14).
public final class Status {
    private final Calls calls;

    Status(Calls calls) {
        this.calls = calls;
    }

    /// `ip:port` of the leader's server port; empty when there is none.
    public String leader() throws ConsulException {
        return calls.read(Request.get("/v1/status/leader"), Codecs.TEXT).value();
    }

    /// `ip:port` of all Raft peers.
    public List<String> peers() throws ConsulException {
        List<String> peers =
                calls.read(Request.get("/v1/status/peers"), Codecs.TEXTS).value();
        return peers == null ? List.of() : peers;
    }
}
