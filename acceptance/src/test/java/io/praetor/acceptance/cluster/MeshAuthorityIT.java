package io.praetor.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.praetor.acceptance.cluster.Datacenter.Member;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The mesh's authority is the cluster's: it outlives its leader, and its successor is trusted by those who know only
/// it.
@Order(5)
class MeshAuthorityIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void theRootOutlivesTheLeaderAndVouchesForTheNext() throws Exception {
        try (Datacenter datacenter = new Datacenter(folder, List.of("-hcl=connect { enabled = true }"))) {
            datacenter.server("s1");
            datacenter.server("s2");
            datacenter.server("s3");
            Member web = datacenter.client("web");
            Member leader = datacenter.leader(web);
            datacenter.await(web, "/v1/operator/raft/configuration", "(?s)(\"Voter\": ?true.*){3}");
            datacenter.await(web, "/v1/connect/ca/roots", "\"Active\": ?true");
            JsonNode root = activeRoot(web);
            JsonNode leaf = json(web, "/v1/agent/connect/ca/leaf/web");
            verify(leaf, root);

            datacenter.kill(leader);
            datacenter.leader(web);
            datacenter.await(web, "/v1/agent/connect/ca/leaf/db", "ServiceURI");

            assertThat(activeRoot(web).get("ID")).isEqualTo(root.get("ID"));
            verify(json(web, "/v1/agent/connect/ca/leaf/db"), root);

            assertThat(web.agent()
                            .put("/v1/connect/ca/configuration", configuration())
                            .status())
                    .isEqualTo(200);
            JsonNode next = activeRoot(web);
            JsonNode after = json(web, "/v1/agent/connect/ca/leaf/cache");
            assertThat(next.get("ID")).isNotEqualTo(root.get("ID"));
            assertThat(json(web, "/v1/connect/ca/roots").get("Roots")).hasSize(2);
            verify(leaf, root);
            verify(after, root);
            verify(after, next);
        }
    }

    private static JsonNode json(Member at, String path) throws IOException {
        var answer = at.agent().get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return JSON.readTree(answer.text());
    }

    private static JsonNode activeRoot(Member at) throws IOException {
        JsonNode roots = json(at, "/v1/connect/ca/roots");
        for (JsonNode root : roots.get("Roots")) {
            if (root.get("ID").equals(roots.get("ActiveRootID"))) {
                return root;
            }
        }
        throw new AssertionError("no active root in " + roots);
    }

    /// Another key.
    private static String configuration() throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        String key = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        var config = JSON.createObjectNode().put("Provider", "consul");
        config.putObject("Config")
                .put("PrivateKey", "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
        return JSON.writeValueAsString(config);
    }

    /// Whether somebody who trusts only this root takes the leaf with what was sent behind it.
    private static void verify(JsonNode leaf, JsonNode root) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        X509Certificate anchor = (X509Certificate)
                factory.generateCertificate(bytes(root.get("RootCert").asText()));
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
        parameters.setRevocationEnabled(false);
        List<X509Certificate> path = new ArrayList<>();
        for (var certificate :
                factory.generateCertificates(bytes(leaf.get("CertPEM").asText()))) {
            X509Certificate next = (X509Certificate) certificate;
            // who trusts the one that signed needs no certificate of it
            if (!next.getSubjectX500Principal().equals(anchor.getSubjectX500Principal())) {
                path.add(next);
            }
        }
        CertPathValidator.getInstance("PKIX").validate(factory.generateCertPath(path), parameters);
    }

    private static ByteArrayInputStream bytes(String pem) {
        return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    }
}
