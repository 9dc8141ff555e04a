package io.praetor.model.autoconfig;

import io.praetor.model.codec.Codec;
import io.praetor.model.proto.ProtoCodec;

/// Asks for a node's first configuration (`AutoConfig.InitialConfiguration`).
///
/// @param jwt         whose claims say which node may ask
/// @param consulToken reserved: nobody looks at it
/// @param csr         a PKCS #10 request in PEM for the agent's certificate
public record AutoConfigRequest(
        String datacenter, String node, String segment, String jwt, String consulToken, String csr) {
    /// The message.
    public static final ProtoCodec<AutoConfigRequest> PROTO = ProtoCodec.<AutoConfigRequest>of()
            .text(1, AutoConfigRequest::datacenter)
            .text(2, AutoConfigRequest::node)
            .text(4, AutoConfigRequest::segment)
            .text(5, AutoConfigRequest::jwt)
            .text(6, AutoConfigRequest::consulToken)
            .text(7, AutoConfigRequest::csr)
            .build(v -> new AutoConfigRequest(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    /// How it travels.
    public static final Codec<AutoConfigRequest> CODEC = PROTO.packed("AutoConfigRequest");

    /// Says nothing of the tokens.
    @Override
    public String toString() {
        return "AutoConfigRequest[" + datacenter + ", " + node + "]";
    }
}
