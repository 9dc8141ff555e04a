package io.praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.cli.CliRun.Result;
import io.praetor.model.pem.Pem;
import io.praetor.model.pem.PemKeys;
import io.praetor.model.x509.KeyPairs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The recorded transcript `tls` has the usual course; here is what it does not show. Files are put into the test's
/// folder by a domain that names it, for a process has one folder only.
class TlsCommandsTest {
    @TempDir
    private Path folder;

    private String domain() {
        return folder.resolve("consul").toString();
    }

    private Result ca(String... more) {
        return run(List.of("tls", "ca", "create", "-domain=" + domain()), more);
    }

    private Result cert(String... more) {
        String datacenter = folder.resolve("dc1").toString();
        return run(
                List.of(
                        "tls",
                        "cert",
                        "create",
                        "-dc=" + datacenter,
                        "-ca=" + domain() + "-agent-ca.pem",
                        "-key=" + domain() + "-agent-ca-key.pem"),
                more);
    }

    private static Result run(List<String> command, String... more) {
        List<String> all = new java.util.ArrayList<>(command);
        all.addAll(List.of(more));
        return new CliRun().run(all);
    }

    private X509Certificate certificate(String name) throws Exception {
        return Pem.certificates(Files.readAllBytes(folder.resolve(name))).getFirst();
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }

    @Test
    void keepsKeysForTheirOwner() throws Exception {
        assertThat(ca().code()).isZero();
        assertThat(cert("-server").code()).isZero();

        assertThat(mode("consul-agent-ca.pem")).startsWith("rw-r");
        assertThat(mode("consul-agent-ca-key.pem")).isEqualTo("rw-------");
        assertThat(mode("dc1-server-consul-0.pem")).startsWith("rw-r");
        assertThat(mode("dc1-server-consul-0-key.pem")).isEqualTo("rw-------");
    }

    @Test
    void namesTheClusterInTheAuthority() throws Exception {
        Result made = run(List.of("tls", "ca", "create"), "-domain=" + domain(), "-common-name=Our CA", "-days=3");

        assertThat(made.code()).as(made.err()).isZero();
        assertThat(certificate("consul-agent-ca.pem").getSubjectX500Principal().getName())
                .startsWith("CN=Our CA,");
        // the run's clock stands still
        assertThat(certificate("consul-agent-ca.pem").getNotBefore()).isEqualTo("2026-01-02T03:03:05Z");
        assertThat(certificate("consul-agent-ca.pem").getNotAfter()).isEqualTo("2026-01-05T03:04:05Z");
    }

    @Test
    void writesNothingThatAnAuthorityMayNotSign() throws Exception {
        assertThat(ca("-name-constraint").code()).isZero();

        Result refused = cert("-server");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .startsWith("x509: a root or intermediate certificate is not authorized to sign for this name: DNS");
        assertThat(folder.resolve("dc1-server-consul-0.pem")).doesNotExist();
    }

    @Test
    void refusesAnAdditionalConstraintThatWouldHaveNoEffect() {
        Result refused = ca("-additional-name-constraint=x.test");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).isEqualTo("-additional-name-constraint requires -name-constraint\n");
    }

    @Test
    void refusesAKeyOfAnotherAuthority() throws Exception {
        assertThat(ca().code()).isZero();
        Files.writeString(folder.resolve("consul-agent-ca-key.pem"), KeyPairs.pem(KeyPairs.generate()));

        Result refused = cert("-client");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).isEqualTo("x509: provided PrivateKey doesn't match parent's PublicKey\n");
    }

    @Test
    void refusesFilesThatAreNone() throws Exception {
        assertThat(ca().code()).isZero();
        Path ca = folder.resolve("consul-agent-ca.pem");
        String good = Files.readString(ca);
        Files.writeString(ca, "nonsense");
        assertThat(cert("-cli").err()).isEqualTo("no certificate in PEM form\n");
        Files.writeString(ca, good);
        Files.writeString(folder.resolve("consul-agent-ca-key.pem"), "nonsense");
        assertThat(cert("-cli").err()).isEqualTo("no private key in PEM form\n");
    }

    @Test
    void refusesNamesAndAddressesThatAreNone() {
        assertThat(ca().code()).isZero();

        assertThat(cert("-server", "-additional-ipaddress=10.0.0").err())
                .isEqualTo("-additional-ipaddress: \"10.0.0\" is not an IP address\n");
        assertThat(cert("-server", "-additional-dnsname=bücher.example").err())
                .isEqualTo("x509: \"bücher.example\" cannot be encoded as an IA5String\n");
    }

    @Test
    void takesTheFirstFreeNumber() throws Exception {
        assertThat(ca().code()).isZero();
        Files.writeString(folder.resolve("dc1-client-consul-0-key.pem"), "in use");

        Result made = cert("-client", "-additional-ipaddress=::1");

        assertThat(made.out()).contains("dc1-client-consul-1.pem").contains("dc1-client-consul-1-key.pem");
        X509Certificate certificate = certificate("dc1-client-consul-1.pem");
        assertThat(certificate.getSubjectAlternativeNames())
                .extracting(name -> (Object) name.get(1))
                .containsExactly(
                        "client." + folder.resolve("dc1") + ".consul", "localhost", "0:0:0:0:0:0:0:1", "127.0.0.1");
        assertThat(KeyPairs.fit(
                        certificate.getPublicKey(),
                        PemKeys.privateKey(Files.readAllBytes(folder.resolve("dc1-client-consul-1-key.pem")))))
                .isTrue();
    }
}
