package io.praetor.model.connect;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// The log's note that a leaf was signed: it takes an index for it (`snapshot.md` §3, 21).
public record CaLeafRequest(String op, String datacenter, String token) {
    /// The only operation.
    public static final String INCREMENT_INDEX = "increment-index";

    /// How it travels.
    public static final StructCodec<CaLeafRequest> CODEC = StructCodec.<CaLeafRequest>of("CALeafRequest")
            .field("Op", Codecs.TEXT, CaLeafRequest::op)
            .field("Datacenter", Codecs.TEXT, CaLeafRequest::datacenter)
            .field("Token", Codecs.TEXT, CaLeafRequest::token)
            .build(v -> new CaLeafRequest(v.next(), v.next(), v.next()));

    /// Says nothing of the token.
    @Override
    public String toString() {
        return "CaLeafRequest[" + op + ", " + datacenter + "]";
    }
}
