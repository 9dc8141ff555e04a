package io.praetor.server.endpoint;

import io.praetor.model.connect.CaRequest;
import io.praetor.model.connect.CaSignRequest;
import io.praetor.model.connect.IssuedCert;
import java.util.concurrent.CompletableFuture;

/// The mesh's authority (`http-api.md` §13). Futures fail with a [io.praetor.server.RequestFailure].
public interface ConnectCa {
    /// Replaces its configuration.
    CompletableFuture<Void> configure(CaRequest request);

    /// Signs a leaf.
    ///
    /// @return without its private key, which nobody here knows
    CompletableFuture<IssuedCert> sign(CaSignRequest request);
}
