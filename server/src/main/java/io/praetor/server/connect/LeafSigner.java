package io.praetor.server.connect;

import io.praetor.model.connect.CaRoots;
import io.praetor.model.connect.IssuedCert;
import io.praetor.model.x509.CertificateRequest;
import java.util.concurrent.CompletableFuture;

/// Signs leaf certificates with the mesh's authority (`connect.md` §3.4). Only the leader can: whoever uses it gets the
/// request there first. Who may ask for what is for the user to decide, before.
public interface LeafSigner {
    /// A certificate for what the request's only URI names, which is a service or an agent of this datacenter. An
    /// agent's trust domain is put right; a service's has to be.
    ///
    /// @param request whose signature has been checked
    /// @return the certificate without its private key; fails with a [io.praetor.server.RequestFailure] in the
    ///     contract's words: there is no authority, the request names somebody else, or there are too many requests
    CompletableFuture<IssuedCert> sign(CertificateRequest request);

    /// The certificates that the mesh trusts, as this server knows them; without the older ones' keys.
    ///
    /// @throws io.praetor.server.RequestFailure in the contract's words when there is no mesh
    CaRoots roots();
}
