package io.praetor.server.remote;

import io.praetor.model.connect.CaRequest;
import io.praetor.model.connect.CaSignRequest;
import io.praetor.model.connect.IssuedCert;
import io.praetor.server.endpoint.ConnectCa;
import io.praetor.server.wire.ConnectCaMethods;
import java.util.concurrent.CompletableFuture;

/// The mesh's authority at servers.
final class RemoteConnectCa implements ConnectCa {
    private final MethodCalls servers;

    RemoteConnectCa(MethodCalls servers) {
        this.servers = servers;
    }

    @Override
    public CompletableFuture<Void> configure(CaRequest request) {
        return servers.call(ConnectCaMethods.CONFIGURATION_SET, request).thenAccept(_ -> {});
    }

    @Override
    public CompletableFuture<IssuedCert> sign(CaSignRequest request) {
        return servers.call(ConnectCaMethods.SIGN, request);
    }
}
