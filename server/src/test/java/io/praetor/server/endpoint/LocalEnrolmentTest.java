package io.praetor.server.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.autoconfig.AutoConfigRequest;
import io.praetor.model.autoconfig.AutoConfigResponse;
import io.praetor.model.autoconfig.RemoteConfig;
import io.praetor.model.connect.CaRoots;
import io.praetor.model.connect.CaSignRequest;
import io.praetor.model.connect.IssuedCert;
import io.praetor.model.connect.SignedResponse;
import io.praetor.model.connect.SpiffeId;
import io.praetor.model.x509.AlternativeName;
import io.praetor.model.x509.CertificateRequest;
import io.praetor.model.x509.DistinguishedName;
import io.praetor.model.x509.KeyPairs;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Viewers;
import io.praetor.server.connect.LeafSigner;
import io.praetor.server.login.AuthMethods;
import io.praetor.server.login.LoginTokens;
import io.praetor.server.login.NodeAuthorization;
import io.praetor.server.testing.ManualTicker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalEnrolmentTest {
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
    private static final Here HERE = new Here("dc1", Viewers.OFF);
    private static final RemoteConfig.Acl ACL =
            new RemoteConfig.Acl(true, "30s", "30s", "30s", "deny", "deny", false, "", "2m0s");
    private static final RemoteConfig TEMPLATE = new RemoteConfig("dc1", "dc1", "", "", ACL, null, null);

    private final List<CertificateRequest> signed = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private final LeafSigner leaves = new LeafSigner() {
        @Override
        public CompletableFuture<IssuedCert> sign(CertificateRequest request) {
            signed.add(request);
            return CompletableFuture.completedFuture(
                    new IssuedCert("01", "pem", "", "", "", "web", "", NOW, NOW.plusSeconds(60), 7, 7));
        }

        @Override
        public CaRoots roots() {
            return new CaRoots("r", "td.consul", List.of());
        }
    };
    private NodeAuthorization authorization;

    @BeforeEach
    void configure() throws Exception {
        authorization = NodeAuthorization.of(
                Map.of("JWTValidationPubKeys", List.of(LoginTokens.KEY)),
                List.of(),
                new AuthMethods(() -> NOW, new ManualTicker()));
    }

    private Enrolment enrolment(@Nullable LeafSigner signer, boolean allowTls, @Nullable NodeAuthorization rules) {
        EnrolmentSettings settings = new EnrolmentSettings(
                allowTls, rules, () -> new EnrolmentSettings.Trust(List.of("manual"), true), () -> TEMPLATE);
        return new LocalEnrolment(
                HERE,
                signer,
                settings,
                node -> {
                    tokens.add(node);
                    return CompletableFuture.completedFuture("secret of " + node);
                },
                Runnable::run);
    }

    private static String csr(SpiffeId id, String... dns) throws Exception {
        List<AlternativeName> names = new ArrayList<>();
        names.add(new AlternativeName.Uri(id.uri()));
        for (String name : dns) {
            names.add(new AlternativeName.Dns(name));
        }
        return CertificateRequest.write(DistinguishedName.commonName("x"), names, KeyPairs.generate());
    }

    private static SpiffeId agent(String node) {
        return new SpiffeId.Agent("unknown", "dc1", node);
    }

    private static String refusal(CompletableFuture<?> answer) {
        try {
            answer.join();
            return "none";
        } catch (CompletionException e) {
            return e.getCause() instanceof RequestFailure refused ? refused.text() : String.valueOf(e);
        }
    }

    private static CaSignRequest sign(String csr) {
        return new CaSignRequest("dc1", csr, "");
    }

    private static AutoConfigRequest ask(String node, String jwt, String csr) {
        return new AutoConfigRequest("dc1", node, "", jwt, "", csr);
    }

    @Test
    void anAgentGetsACertificateAndWhomToBelieve() throws Exception {
        SignedResponse response = enrolment(leaves, true, null)
                .sign(sign(csr(agent("web"), "localhost")))
                .join();

        assertThat(response.issuedCert().certPem()).isEqualTo("pem");
        assertThat(response.manualCaRoots()).containsExactly("manual");
        assertThat(response.verifyServerHostname()).isTrue();
        assertThat(response.connectCaRoots().roots()).isEqualTo(leaves.roots());
        assertThat(signed).hasSize(1);
    }

    @Test
    void whatIsNotOfferedIsRefusedInTheContractsWords() throws Exception {
        String csr = csr(agent("web"));

        assertThat(refusal(enrolment(null, true, null).sign(sign(csr))))
                .isEqualTo("Connect must be enabled in order to use this endpoint");
        assertThat(refusal(enrolment(leaves, false, null).sign(sign(csr))))
                .isEqualTo("AutoEncrypt.AllowTLS must be enabled in order to use this endpoint");
        assertThat(refusal(enrolment(leaves, true, null).configuration(ask("web", "", csr))))
                .isEqualTo("Auto Config is disabled");
        assertThat(refusal(enrolment(leaves, true, null).sign(new CaSignRequest("dc2", csr, ""))))
                .isEqualTo("No path to datacenter");
        assertThat(signed).isEmpty();
    }

    @Test
    void onlyAgentsAreSignedFor() throws Exception {
        Enrolment enrolment = enrolment(leaves, true, null);

        assertThat(refusal(enrolment.sign(sign(csr(new SpiffeId.Service("td", "default", "dc1", "web"))))))
                .isEqualTo("SPIFFE ID in CSR must be an agent ID");
        assertThat(refusal(enrolment.sign(sign("no request")))).startsWith("Failed to parse CSR: ");
        assertThat(signed).isEmpty();
    }

    @Test
    void aNodeIsToldItsConfigurationWithATokenOfItsOwn() throws Exception {
        AutoConfigResponse response = enrolment(leaves, false, authorization)
                .configuration(ask("web", LoginTokens.of("web", NOW), csr(agent("web"))))
                .join();

        assertThat(response.config())
                .isEqualTo(new RemoteConfig("dc1", "dc1", "web", "", ACL.withAgentToken("secret of web"), null, null));
        assertThat(response.extraCaCertificates()).containsExactly("manual");
        assertThat(tokens).containsExactly("web");
    }

    @Test
    void aNodeIsNotToldForAnotherNodesRequest() throws Exception {
        Enrolment enrolment = enrolment(leaves, false, authorization);

        assertThat(refusal(enrolment.configuration(ask("web", LoginTokens.of("web", NOW), csr(agent("db"))))))
                .isEqualTo("Spiffe ID agent name (db) of the certificate signing request is not for the correct node"
                        + " (web)");
        assertThat(refusal(enrolment.configuration(ask("web", "", csr(agent("web"))))))
                .isEqualTo("Failed JWT authorization: missing jwt");
        assertThat(signed).isEmpty();
        assertThat(tokens).isEmpty();
    }
}
