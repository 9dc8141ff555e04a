package io.praetor.model.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.tls.TestAuthority.Kind;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What was taken for the name of a server somewhere, and is not (RFC 6125).
class HostNamesTest {
    private static final String SERVER = "server.dc1.consul";

    @ParameterizedTest
    @ValueSource(strings = {SERVER, "SERVER.dc1.Consul", "*.dc1.consul", "*.DC1.consul"})
    void holdsForTheServer(String pattern) {
        assertThat(HostNames.matches(pattern, SERVER)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "*",
                "*.",
                "*.*",
                "*.consul",
                "*.*.consul",
                "*server.dc1.consul",
                "s*.dc1.consul",
                "ser*er.dc1.consul",
                "server.*.consul",
                "server.dc1.*",
                "**.dc1.consul",
                ".dc1.consul",
                "dc1.consul",
                "server",
                "server.dc1",
                "server.dc1.consul.",
                " server.dc1.consul",
                "server.dc1.consul ",
                "xserver.dc1.consul",
                "x.server.dc1.consul",
                "server.dc1.consul.evil.example",
                "server.dc1.consul\0.evil.example",
                "server.dc10.consul",
                "server.dc2.consul",
                "server-dc1-consul",
                "client.dc1.consul",
                "\u0455erver.dc1.consul"
            })
    void doesNotHoldForTheServer(String pattern) {
        assertThat(HostNames.matches(pattern, SERVER)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"*.consul, .consul", "*., a.", "*.a, ''"})
    void aStarIsALabelThatIsThere(String pattern, String name) {
        assertThat(HostNames.matches(pattern, name)).isEqualTo(name.equals("a."));
    }

    @Test
    void namesThatAreNoHostNamesDoNotCount(@TempDir Path folder) throws Exception {
        TestAuthority ca = TestAuthority.create(folder, "ca");

        // the first name is the common name too
        assertThat(refusal(ca, "client.dc1.consul"))
                .isEqualTo("x509: certificate is valid for client.dc1.consul, not server.dc1.consul");
        assertThat(refusal(ca))
                .isEqualTo("x509: certificate is not valid for any names, but wanted to match server.dc1.consul");
    }

    private static String refusal(TestAuthority ca, String... names) throws Exception {
        TestAuthority.Pair pair = ca.issue(Kind.of(names));
        try {
            HostNames.check(PemFile.certificates("cert_file", pair.cert()).getFirst(), SERVER);
            return "";
        } catch (CertificateException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
