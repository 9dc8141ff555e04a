package io.praetor.server.endpoint;

import io.praetor.model.connect.CaConfiguration;
import io.praetor.model.connect.CaRequest;
import io.praetor.model.connect.CaSignRequest;
import io.praetor.model.connect.IssuedCert;
import io.praetor.model.connect.SpiffeId;
import io.praetor.model.x509.CertificateRequest;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Resource;
import io.praetor.server.connect.LeafNames;
import io.praetor.server.connect.Mesh;
import io.praetor.server.query.CaAccess;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The mesh's authority at the leader.
public final class LocalConnectCa implements ConnectCa {
    private final Here here;
    private final @Nullable Mesh mesh;

    /// @param mesh null: there is none
    public LocalConnectCa(Here here, @Nullable Mesh mesh) {
        this.here = here;
        this.mesh = mesh;
    }

    @Override
    public CompletableFuture<Void> configure(CaRequest request) {
        return here.admit(request.datacenter(), request.token(), by -> {
            Mesh present = mesh();
            by.require(Resource.OPERATOR, "", Access.WRITE);
            CaConfiguration config = request.config();
            if (config == null) {
                throw RequestFailure.internal("could not initialize provider: unknown CA provider \"\"");
            }
            return present.configure(config);
        });
    }

    @Override
    public CompletableFuture<IssuedCert> sign(CaSignRequest request) {
        return here.admit(request.datacenter(), request.token(), by -> {
            Mesh present = mesh();
            CertificateRequest csr = LeafNames.request(request.csr());
            switch (LeafNames.id(csr)) {
                case SpiffeId.Service service -> by.require(Resource.SERVICE, service.service(), Access.WRITE);
                case SpiffeId.Agent agent -> by.require(Resource.NODE, agent.node(), Access.WRITE);
                case SpiffeId.Signing _ -> {
                    // the signer refuses it
                }
            }
            return present.signer().sign(csr);
        });
    }

    private Mesh mesh() {
        if (mesh == null) {
            throw CaAccess.off();
        }
        return mesh;
    }
}
