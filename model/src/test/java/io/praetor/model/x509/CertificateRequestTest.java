package io.praetor.model.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.pem.Pem;
import java.net.InetAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateRequestTest {
    private static final URI WEB = URI.create("spiffe://a.consul/ns/default/dc/dc1/svc/web");
    private static final DistinguishedName SUBJECT = DistinguishedName.commonName("web");

    /// Made by `openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -subj /CN=web -addext
    /// subjectAltName=URI:...,DNS:localhost,IP:127.0.0.1`.
    private static final String FOREIGN = """
            -----BEGIN CERTIFICATE REQUEST-----
            MIIBIzCBygIBADAOMQwwCgYDVQQDDAN3ZWIwWTATBgcqhkjOPQIBBggqhkjOPQMB
            BwNCAASwuN5AiUhu/dFce0LtZMFM6/9cZN5pXgZ6dd4uMnzs3b13s0YiaK/jMjaS
            5Tgxd5t0uti4NghZVgjcTLIVr1ahoFowWAYJKoZIhvcNAQkOMUswSTBHBgNVHREE
            QDA+hitzcGlmZmU6Ly9hLmNvbnN1bC9ucy9kZWZhdWx0L2RjL2RjMS9zdmMvd2Vi
            gglsb2NhbGhvc3SHBH8AAAEwCgYIKoZIzj0EAwIDSAAwRQIgAZtv8pT7YIXjOvxG
            pQ6bgEerF7n5mGz821T8iE7S9xkCIQCY8+1HaqQoAFMX9BmgTpahrykhdLMqMcob
            pX60jXJ0pQ==
            -----END CERTIFICATE REQUEST-----
            """;

    @Test
    void readsWhatItWrites() throws Exception {
        List<AlternativeName> names = List.of(
                new AlternativeName.Uri(WEB),
                new AlternativeName.Dns("localhost"),
                new AlternativeName.Ip(InetAddress.ofLiteral("::1")));
        for (KeyPair keys : List.of(KeyPairs.generate(), keys("RSA"), keys("Ed25519"))) {
            CertificateRequest request = CertificateRequest.parse(CertificateRequest.write(SUBJECT, names, keys));

            assertThat(request.key()).isEqualTo(keys.getPublic());
            assertThat(request.names()).isEqualTo(names);
            assertThat(request.uris()).containsExactly(WEB);
        }
        assertThat(CertificateRequest.parse(CertificateRequest.write(SUBJECT, List.of(), KeyPairs.generate()))
                        .names())
                .isEmpty();
    }

    private static KeyPair keys(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    }

    @Test
    void readsWhatOthersWrite() throws Exception {
        assertThat(CertificateRequest.parse(FOREIGN).names())
                .containsExactly(
                        new AlternativeName.Uri(WEB),
                        new AlternativeName.Dns("localhost"),
                        new AlternativeName.Ip(InetAddress.ofLiteral("127.0.0.1")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "-----BEGIN CERTIFICATE REQUEST-----",
                "-----BEGIN CERTIFICATE REQUEST-----\n!!\n-----END CERTIFICATE REQUEST-----\n",
                "-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----\n",
                "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"
            })
    void refusesWhatIsNone(String pem) {
        assertThatThrownBy(() -> CertificateRequest.parse(pem)).isInstanceOf(CertificateException.class);
    }

    @Test
    void refusesWhatIsTooLarge() throws Exception {
        String pem = CertificateRequest.write(SUBJECT, List.of(), KeyPairs.generate());

        assertThatThrownBy(() -> CertificateRequest.parse(pem + "\n".repeat(CertificateRequest.MOST_CHARACTERS)))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("longer than 65536 characters");
    }

    /// Whatever is changed in a request, nobody gets a certificate for it, and nothing but the refusal comes of it.
    @Test
    void refusesWhatWasChanged() throws Exception {
        byte[] der = Pem.only(
                CertificateRequest.write(SUBJECT, List.of(new AlternativeName.Uri(WEB)), KeyPairs.generate()),
                "CERTIFICATE REQUEST");
        Random random = new Random(20261127);
        // each byte: how many there are, and so which ones chance takes, is the signature's
        for (int at = 0; at < der.length; at++) {
            byte[] changed = der.clone();
            changed[at] ^= (byte) (1 + random.nextInt(255));
            assertThatThrownBy(() -> CertificateRequest.parse(Pem.write("CERTIFICATE REQUEST", changed)))
                    .as("byte %d", at)
                    .isInstanceOf(GeneralSecurityException.class);
        }
    }
}
