package io.praetor.server.remote;

import io.praetor.model.autoconfig.AutoConfigRequest;
import io.praetor.model.autoconfig.AutoConfigResponse;
import io.praetor.model.connect.CaSignRequest;
import io.praetor.model.connect.SignedResponse;
import io.praetor.server.endpoint.Enrolment;
import io.praetor.server.wire.EnrolmentMethods;
import java.util.concurrent.CompletableFuture;

/// Enrolment by another server.
public final class RemoteEnrolment implements Enrolment {
    private final MethodCalls servers;

    public RemoteEnrolment(Calls calls) {
        servers = new MethodCalls(calls);
    }

    @Override
    public CompletableFuture<SignedResponse> sign(CaSignRequest request) {
        return servers.call(EnrolmentMethods.SIGN, request);
    }

    @Override
    public CompletableFuture<AutoConfigResponse> configuration(AutoConfigRequest request) {
        return servers.call(EnrolmentMethods.INITIAL_CONFIGURATION, request);
    }
}
