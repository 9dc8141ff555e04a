package io.praetor.server.routing;

import io.praetor.model.autoconfig.AutoConfigRequest;
import io.praetor.model.autoconfig.AutoConfigResponse;
import io.praetor.model.connect.CaSignRequest;
import io.praetor.model.connect.SignedResponse;
import io.praetor.server.endpoint.Enrolment;
import java.util.concurrent.CompletableFuture;

/// Enrolment, at the leader: it has the authority's key.
public record RoutedEnrolment(Router router, Enrolment here, Enrolment there) implements Enrolment {
    @Override
    public CompletableFuture<SignedResponse> sign(CaSignRequest request) {
        return router.write(request.datacenter(), () -> here.sign(request), () -> there.sign(request));
    }

    @Override
    public CompletableFuture<AutoConfigResponse> configuration(AutoConfigRequest request) {
        return router.write(
                request.datacenter(), () -> here.configuration(request), () -> there.configuration(request));
    }
}
