package io.praetor.server.endpoint;

import io.praetor.model.autoconfig.AutoConfigRequest;
import io.praetor.model.autoconfig.AutoConfigResponse;
import io.praetor.model.autoconfig.RemoteConfig;
import io.praetor.model.connect.CaSignRequest;
import io.praetor.model.connect.IndexedCaRoots;
import io.praetor.model.connect.IssuedCert;
import io.praetor.model.connect.SignedResponse;
import io.praetor.model.connect.SpiffeId;
import io.praetor.model.rpc.QueryMeta;
import io.praetor.model.x509.CertificateRequest;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Resource;
import io.praetor.server.connect.LeafSigner;
import io.praetor.server.login.NodeAuthorization;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Enrolment by the server that leads.
public final class LocalEnrolment implements Enrolment {
    private final Here here;
    private final @Nullable LeafSigner leaves;
    private final EnrolmentSettings settings;
    private final Function<String, CompletableFuture<String>> tokens;
    private final Executor executor;

    /// @param leaves   null: this server takes part in no mesh
    /// @param tokens   makes the token of a node and says its secret; empty where there is no access control
    /// @param executor runs what waits for others on the network
    public LocalEnrolment(
            Here here,
            @Nullable LeafSigner leaves,
            EnrolmentSettings settings,
            Function<String, CompletableFuture<String>> tokens,
            Executor executor) {
        this.here = here;
        this.leaves = leaves;
        this.settings = settings;
        this.tokens = tokens;
        this.executor = executor;
    }

    @Override
    public CompletableFuture<SignedResponse> sign(CaSignRequest request) {
        return here.admit(request.datacenter(), request.token(), by -> {
            LeafSigner signer = signer();
            if (!settings.allowTls()) {
                throw RequestFailure.internal("AutoEncrypt.AllowTLS must be enabled in order to use this endpoint");
            }
            CertificateRequest wanted = parsed(request.csr());
            // a certificate outlasts a trial of access control
            by.enforced().require(Resource.NODE, agent(wanted).node(), Access.WRITE);
            EnrolmentSettings.Trust trust = settings.trust().get();
            return signer.sign(wanted)
                    .thenApply(issued -> new SignedResponse(
                            issued,
                            new IndexedCaRoots(signer.roots(), QueryMeta.NONE),
                            trust.manualCas(),
                            "",
                            trust.verifyServerHostname()));
        });
    }

    @Override
    public CompletableFuture<AutoConfigResponse> configuration(AutoConfigRequest request) {
        return here.admitAnybody(request.datacenter(), () -> {
            NodeAuthorization authorization = settings.authorization();
            if (authorization == null) {
                throw RequestFailure.internal("Auto Config is disabled");
            }
            LeafSigner signer = signer();
            return CompletableFuture.supplyAsync(() -> authorized(authorization, request), executor)
                    .thenCompose(signer::sign)
                    .thenCompose(issued -> tokens.apply(request.node())
                            .thenApply(secret -> response(request, signer, issued, secret)));
        });
    }

    /// The signing request of a node that may have its configuration.
    private CertificateRequest authorized(NodeAuthorization authorization, AutoConfigRequest request) {
        try {
            authorization.require(request.jwt(), request.node(), request.segment());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RequestFailure.noLeader();
        }
        CertificateRequest wanted = parsed(request.csr());
        String named = agent(wanted).node();
        if (!named.equals(request.node())) {
            throw RequestFailure.internal("Spiffe ID agent name (" + named
                    + ") of the certificate signing request is not for the correct node (" + request.node() + ")");
        }
        return wanted;
    }

    private AutoConfigResponse response(
            AutoConfigRequest request, LeafSigner signer, IssuedCert issued, String secret) {
        RemoteConfig all = settings.template().get();
        RemoteConfig.Acl acl = all.acl();
        RemoteConfig its = new RemoteConfig(
                all.datacenter(),
                all.primaryDatacenter(),
                request.node(),
                request.segment(),
                acl == null ? null : acl.withAgentToken(secret),
                all.gossip(),
                all.tls());
        return new AutoConfigResponse(
                its, signer.roots(), issued, settings.trust().get().manualCas());
    }

    private LeafSigner signer() {
        if (leaves == null) {
            throw RequestFailure.internal("Connect must be enabled in order to use this endpoint");
        }
        return leaves;
    }

    private static CertificateRequest parsed(String pem) {
        try {
            return CertificateRequest.parse(pem);
        } catch (GeneralSecurityException e) {
            throw RequestFailure.internal("Failed to parse CSR: " + e.getMessage());
        }
    }

    private static SpiffeId.Agent agent(CertificateRequest wanted) {
        List<URI> uris = wanted.uris();
        if (uris.size() != 1) {
            throw RequestFailure.internal("CSR SAN contains an invalid number of URIs: " + uris.size());
        }
        try {
            if (SpiffeId.parse(uris.getFirst()) instanceof SpiffeId.Agent agent) {
                return agent;
            }
        } catch (IllegalArgumentException e) {
            throw RequestFailure.internal(String.valueOf(e.getMessage()));
        }
        throw RequestFailure.internal("SPIFFE ID in CSR must be an agent ID");
    }
}
