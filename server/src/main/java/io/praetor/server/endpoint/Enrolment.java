package io.praetor.server.endpoint;

import io.praetor.model.autoconfig.AutoConfigRequest;
import io.praetor.model.autoconfig.AutoConfigResponse;
import io.praetor.model.connect.CaSignRequest;
import io.praetor.model.connect.SignedResponse;
import java.util.concurrent.CompletableFuture;

/// How agents get the certificates by which they are believed from then on (`agent.md` §13). These requests come from
/// anybody who can reach a server.
public interface Enrolment {
    /// Signs for an agent whose token may write its node (`auto_encrypt`).
    CompletableFuture<SignedResponse> sign(CaSignRequest request);

    /// Tells a node everything that it needs to take part (`auto_config`).
    CompletableFuture<AutoConfigResponse> configuration(AutoConfigRequest request);
}
