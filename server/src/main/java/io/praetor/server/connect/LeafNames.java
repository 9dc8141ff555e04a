package io.praetor.server.connect;

import io.praetor.model.connect.SpiffeId;
import io.praetor.model.x509.CertificateRequest;
import io.praetor.server.RequestFailure;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;

/// For whom a certificate is asked.
public final class LeafNames {
    private LeafNames() {}

    /// Reads a request of somebody.
    ///
    /// @throws RequestFailure when it is none, is too large, or is not signed with its own key
    public static CertificateRequest request(String pem) {
        try {
            return CertificateRequest.parse(pem);
        } catch (GeneralSecurityException e) {
            throw RequestFailure.internal(String.valueOf(e.getMessage()));
        }
    }

    /// What the request's only URI names.
    ///
    /// @throws RequestFailure in the contract's words when there is not one, or it is no SPIFFE ID
    public static SpiffeId id(CertificateRequest request) {
        List<URI> uris = request.uris();
        if (uris.size() != 1) {
            throw RequestFailure.internal("incoming CSR has unexpected number of URIs: " + uris.size());
        }
        try {
            return SpiffeId.parse(uris.getFirst());
        } catch (IllegalArgumentException e) {
            throw RequestFailure.internal(String.valueOf(e.getMessage()));
        }
    }
}
