package io.praetor.model.connect;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// Asks for a leaf certificate.
///
/// @param csr a PKCS #10 request in PEM, whose only URI says for whom
public record CaSignRequest(String datacenter, String csr, String token) {
    /// How it travels.
    public static final StructCodec<CaSignRequest> CODEC = StructCodec.<CaSignRequest>of("CASignRequest")
            .field("Datacenter", Codecs.TEXT, CaSignRequest::datacenter)
            .field("CSR", Codecs.TEXT, CaSignRequest::csr)
            .field("Token", Codecs.TEXT, CaSignRequest::token)
            .build(v -> new CaSignRequest(v.next(), v.next(), v.next()));

    /// Says nothing of the token.
    @Override
    public String toString() {
        return "CaSignRequest[" + datacenter + "]";
    }
}
