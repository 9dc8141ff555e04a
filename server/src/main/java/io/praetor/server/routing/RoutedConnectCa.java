package io.praetor.server.routing;

import io.praetor.model.connect.CaRequest;
import io.praetor.model.connect.CaSignRequest;
import io.praetor.model.connect.IssuedCert;
import io.praetor.server.endpoint.ConnectCa;
import java.util.concurrent.CompletableFuture;

/// The mesh's authority, at the leader.
record RoutedConnectCa(Router router, ConnectCa here, ConnectCa there) implements ConnectCa {
    @Override
    public CompletableFuture<Void> configure(CaRequest request) {
        return router.write(request.datacenter(), () -> here.configure(request), () -> there.configure(request));
    }

    @Override
    public CompletableFuture<IssuedCert> sign(CaSignRequest request) {
        return router.write(request.datacenter(), () -> here.sign(request), () -> there.sign(request));
    }
}
