package io.praetor.http.v1;

import io.praetor.http.AgentTokensApi;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Resource;

/// `/v1/agent/token/…` (`http-api.md` §6).
final class AgentTokenEndpoint {
    private final AgentTokensApi tokens;
    private final Gate gate;

    AgentTokenEndpoint(AgentTokensApi tokens, Gate gate) {
        this.tokens = tokens;
        this.gate = gate;
    }

    Reply put(Request request) {
        String type = request.rest();
        Gate.Visitor visitor = gate.visitor(request);
        byte[] body = request.body();
        return new Reply.Blocking(() -> {
            visitor.requireEnforced(Resource.AGENT, gate.node(), Access.WRITE);
            NewSecret wanted = Bodies.strict(body, NewSecret.CODEC, "Request decode failed: ");
            tokens.set(type, wanted.token());
            return Reply.empty(200);
        });
    }

    /// What is sent.
    private record NewSecret(String token) {
        static final StructCodec<NewSecret> CODEC = StructCodec.<NewSecret>of("AgentToken")
                .field("Token", Codecs.TEXT, NewSecret::token)
                .build(v -> new NewSecret(v.next()));

        @Override
        public String toString() {
            return "NewSecret[hidden]";
        }
    }
}
