package io.praetor.model.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.pem.Pem;
import io.praetor.model.tls.TestAuthority.Kind;
import io.praetor.model.tls.TestAuthority.Pair;
import io.praetor.model.tls.TlsContext.Role;
import io.praetor.model.x509.ExtendedUse;
import io.praetor.model.x509.KeyUse;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsContextTest {
    private static final String SERVER = "server.dc1.consul";

    @TempDir
    private Path folder;

    private TestAuthority ca;
    private TestAuthority other;
    private Pair server;
    private Pair client;

    @BeforeEach
    void issue() throws Exception {
        ca = TestAuthority.create(folder, "good");
        other = TestAuthority.create(folder, "other");
        server = ca.issue(Kind.of(SERVER, "localhost"));
        client = ca.issue(Kind.of("client.dc1.consul"));
    }

    private static TlsContext load(TlsFiles files) throws TlsException {
        return TlsContext.load(files, Role.SERVER, TestAuthority.now());
    }

    private TlsContext context(Pair pair) throws TlsException {
        return load(TlsFiles.of(ca.caFile(), pair.cert(), pair.key()));
    }

    private Handshake mutual(Pair ofClient, Pair ofServer, @Nullable String name) throws Exception {
        return Handshake.between(
                context(ofClient).client(name), context(ofServer).server(true, List.of()));
    }

    private static void refuses(TlsFiles files, Role role, String line) {
        assertThatThrownBy(() -> TlsContext.load(files, role, TestAuthority.now()))
                .isInstanceOf(TlsException.class)
                .hasMessage(line);
    }

    // ---- handshakes

    @Test
    void bothEndsBelieveEachOther() throws Exception {
        Handshake handshake = mutual(client, server, SERVER);

        assertThat(handshake.succeeded())
                .as(handshake.clientRefusal() + " / " + handshake.serverRefusal())
                .isTrue();
        assertThat(handshake.protocol()).isEqualTo("TLSv1.3");
    }

    @Test
    void anyNameWillDoWhenNoneIsAskedFor() throws Exception {
        Pair named = ca.issue(Kind.of("db.example"));

        assertThat(mutual(client, named, null).succeeded()).isTrue();
    }

    @Test
    void aDatacentersNameMayHaveUnderscores() throws Exception {
        Pair named = ca.issue(Kind.of("server.my_dc.consul"));

        assertThat(mutual(client, named, "server.my_dc.consul").succeeded()).isTrue();
    }

    @Test
    void anotherNameIsRefused() throws Exception {
        Handshake handshake = mutual(client, client, SERVER);

        assertThat(handshake.clientRefusal())
                .isEqualTo("x509: certificate is valid for client.dc1.consul, not server.dc1.consul");
        assertThat(handshake.serverRefusal()).startsWith("remote error: tls: ");
        assertThat(mutual(client, ca.issue(Kind.of()), SERVER).clientRefusal())
                .isEqualTo("x509: certificate is not valid for any names, but wanted to match server.dc1.consul");
    }

    @Test
    void aCommonNameIsNoName() throws Exception {
        Pair onlyCommon = ca.issue(Kind.of());

        assertThat(mutual(client, onlyCommon, "nobody").succeeded()).isFalse();
    }

    @Test
    void anotherAuthoritysCertificateIsRefusedByEitherEnd() throws Exception {
        assertThat(mutual(client, other.issue(Kind.of(SERVER)), SERVER).clientRefusal())
                .isEqualTo("x509: certificate signed by unknown authority");
        Handshake strange = mutual(other.issue(Kind.of("client.dc1.consul")), server, SERVER);
        assertThat(strange.serverRefusal()).isEqualTo("x509: certificate signed by unknown authority");
        assertThat(strange.clientRefusal()).isEqualTo("remote error: tls: unknown certificate");
    }

    @Test
    void aSelfSignedCertificateIsRefusedByEitherEnd() throws Exception {
        Pair self = TestAuthority.selfSigned(folder, SERVER);

        assertThat(mutual(client, self, SERVER).clientRefusal())
                .isEqualTo("x509: certificate signed by unknown authority");
        assertThat(mutual(self, server, SERVER).serverRefusal())
                .isEqualTo("x509: certificate signed by unknown authority");
    }

    @Test
    void aCertificateThatHasEndedOrNotBegunIsRefusedByEitherEnd() throws Exception {
        Pair ended = ca.issue(Kind.of(SERVER).holding(Duration.ofHours(-2), Duration.ofHours(-1)));
        Pair future = ca.issue(Kind.of(SERVER).holding(Duration.ofHours(1), Duration.ofHours(2)));
        String refusal = "x509: certificate has expired or is not yet valid";
        // loaded when they held
        TlsContext endedContext = at(ended, Duration.ofMinutes(-90));
        TlsContext futureContext = at(future, Duration.ofMinutes(90));
        for (TlsContext bad : List.of(endedContext, futureContext)) {
            assertThat(Handshake.between(context(client).client(SERVER), bad.server(true, List.of()))
                            .clientRefusal())
                    .startsWith(refusal);
            assertThat(Handshake.between(bad.client(SERVER), context(server).server(true, List.of()))
                            .serverRefusal())
                    .startsWith(refusal);
        }
    }

    private TlsContext at(Pair pair, Duration offset) throws TlsException {
        return TlsContext.load(
                TlsFiles.of(ca.caFile(), pair.cert(), pair.key()),
                Role.SERVER,
                TestAuthority.now().plus(offset));
    }

    @Test
    void aCertificateForTheOtherEndIsRefused() throws Exception {
        Pair onlyClient = ca.issue(Kind.of(SERVER).usedAs(ExtendedUse.CLIENT));
        Pair onlyServer = ca.issue(Kind.of(SERVER).usedAs(ExtendedUse.SERVER));
        TlsContext asClient = TlsContext.load(
                TlsFiles.of(ca.caFile(), onlyClient.cert(), onlyClient.key()), Role.CLIENT, TestAuthority.now());

        assertThat(Handshake.between(asClient.client(SERVER), context(server).server(true, List.of()))
                        .succeeded())
                .isTrue();
        assertThat(Handshake.between(context(client).client(SERVER), asClient.server(true, List.of()))
                        .clientRefusal())
                .startsWith("x509: certificate specifies an incompatible key usage");
        assertThat(mutual(onlyServer, server, SERVER).serverRefusal())
                .startsWith("x509: certificate specifies an incompatible key usage");
    }

    @Test
    void aKeyThatMayNotSignIsRefused() throws Exception {
        Pair signsOnlyCertificates = ca.issue(Kind.of(SERVER).withKeyFor(KeyUse.CRL_SIGN));

        assertThat(mutual(client, signsOnlyCertificates, SERVER).succeeded()).isFalse();
        assertThat(mutual(signsOnlyCertificates, server, SERVER).serverRefusal())
                .startsWith("x509: certificate specifies an incompatible key usage");
    }

    @Test
    void whoShowsNoCertificateIsRefused() throws Exception {
        TlsContext bare = load(TlsFiles.of(ca.caFile(), "", ""));

        Handshake handshake =
                Handshake.between(bare.client(SERVER), context(server).server(true, List.of()));

        assertThat(handshake.serverRefusal()).isEqualTo("tls: client didn't provide a certificate");
        assertThat(Handshake.between(bare.client(SERVER), context(server).server(false, List.of()))
                        .succeeded())
                .isTrue();
    }

    @Test
    void namesOutsideAnAuthoritysLimitsAreRefused() throws Exception {
        TestAuthority limited = TestAuthority.create(folder, "limited", "consul", "localhost");
        Pair within = limited.issue(Kind.of(SERVER));
        Pair outside = limited.issue(Kind.of(SERVER, "bank.example"));
        TlsContext believes = load(TlsFiles.of(limited.caFile(), within.cert(), within.key()));

        assertThat(Handshake.between(believes.client(SERVER), believes.server(true, List.of()))
                        .succeeded())
                .isTrue();
        TlsContext shows = load(TlsFiles.of(limited.caFile(), outside.cert(), outside.key()));
        String refusal = "x509: a root or intermediate certificate is not authorized to sign for this name: "
                + "DNS name \"bank.example\" is not permitted by any constraint";
        assertThat(Handshake.between(believes.client(null), shows.server(false, List.of()))
                        .clientRefusal())
                .isEqualTo(refusal);
        assertThat(Handshake.between(shows.client(null), believes.server(true, List.of()))
                        .serverRefusal())
                .isEqualTo(refusal);
    }

    @Test
    void aChainMayHaveAuthoritiesBetween() throws Exception {
        TestAuthority between = ca.intermediate("between");
        Pair below = between.issue(Kind.of(SERVER));
        String chain = folder.resolve("chain.pem").toString();
        Files.writeString(
                Path.of(chain), Files.readString(Path.of(below.cert())) + Files.readString(Path.of(between.caFile())));

        assertThat(mutual(client, new Pair(chain, below.key()), SERVER).succeeded())
                .isTrue();
        assertThat(mutual(client, below, SERVER).clientRefusal())
                .isEqualTo("x509: certificate signed by unknown authority");
    }

    @Test
    void believesEveryAuthorityOfAFile() throws Exception {
        Path both = folder.resolve("both.pem");
        TestAuthority ended = TestAuthority.create(folder, "ended", Duration.ofHours(-2), Duration.ofHours(-1));
        Files.writeString(
                both,
                Files.readString(Path.of(ended.caFile()))
                        + Files.readString(Path.of(ca.caFile()))
                        + Files.readString(Path.of(other.caFile())));
        Pair others = other.issue(Kind.of(SERVER));
        TlsContext believesBoth = load(TlsFiles.of(both.toString(), client.cert(), client.key()));

        assertThat(Handshake.between(
                                believesBoth.client(SERVER), context(others).server(false, List.of()))
                        .succeeded())
                .isTrue();
        assertThat(Handshake.between(
                                believesBoth.client(SERVER), context(server).server(true, List.of()))
                        .succeeded())
                .isTrue();
    }

    @Test
    void believesEveryFileOfAFolder() throws Exception {
        Path authorities = Files.createDirectory(folder.resolve("authorities"));
        Files.copy(Path.of(ca.caFile()), authorities.resolve("a.pem"));
        Files.copy(Path.of(other.caFile()), authorities.resolve("b.crt"));
        Files.writeString(authorities.resolve(".hidden"), "no certificate");
        TlsFiles files =
                new TlsFiles("", authorities.toString(), client.cert(), client.key(), "tls12", List.of(), false);
        Pair others = other.issue(Kind.of(SERVER));

        assertThat(Handshake.between(load(files).client(SERVER), context(others).server(false, List.of()))
                        .succeeded())
                .isTrue();
        Files.writeString(authorities.resolve("c.pem"), "no certificate");
        refuses(files, Role.SERVER, "ca_path \"" + authorities.resolve("c.pem") + "\": no certificate in PEM form");
    }

    @ParameterizedTest
    @CsvSource({
        "tls10, tls12, TLSv1.3",
        "tls12, tls13, TLSv1.3",
        "tls13, tls12, TLSv1.3",
    })
    void agreesOnTheNewestVersion(String ofClient, String ofServer, String version) throws Exception {
        TlsFiles one = new TlsFiles(ca.caFile(), "", client.cert(), client.key(), ofClient, List.of(), false);
        TlsFiles two = new TlsFiles(ca.caFile(), "", server.cert(), server.key(), ofServer, List.of(), true);

        Handshake handshake =
                Handshake.between(load(one).client(SERVER), load(two).server(true, List.of()));

        assertThat(handshake.succeeded()).isTrue();
        assertThat(handshake.protocol()).isEqualTo(version);
    }

    @Test
    void usesTheSuitesConfiguredForTls12() throws Exception {
        TlsFiles files = new TlsFiles(
                ca.caFile(),
                "",
                server.cert(),
                server.key(),
                "tls12",
                List.of("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
                true);
        TlsContext context = load(files);
        var client12 = context.client(SERVER);
        client12.setEnabledProtocols(new String[] {"TLSv1.2"});

        Handshake handshake = Handshake.between(client12, context.server(true, List.of()));

        assertThat(handshake.succeeded()).isTrue();
        assertThat(handshake.protocol()).isEqualTo("TLSv1.2");
        assertThat(handshake.suite()).isEqualTo("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");
        // and those of 1.3 are there all the same
        assertThat(Handshake.between(context.client(SERVER), context.server(true, List.of()))
                        .protocol())
                .isEqualTo("TLSv1.3");
    }

    @Test
    void agreesOnAProtocol() throws Exception {
        var one = context(client).client(null);
        var parameters = one.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"consul/raft"});
        one.setSSLParameters(parameters);
        var two = context(server).server(true, List.of("consul/rpc-multi", "consul/raft"));

        assertThat(Handshake.between(one, two).succeeded()).isTrue();
        assertThat(two.getApplicationProtocol()).isEqualTo("consul/raft");
    }

    // ---- files

    @Test
    void namesTheFileThatIsMissing() throws Exception {
        refuses(
                TlsFiles.of(folder + "/none.pem", "", ""),
                Role.SERVER,
                "ca_file \"" + folder + "/none.pem\": no such file or directory");
        refuses(
                TlsFiles.of(ca.caFile(), folder + "/none.pem", server.key()),
                Role.SERVER,
                "cert_file \"" + folder + "/none.pem\": no such file or directory");
        refuses(
                TlsFiles.of(ca.caFile(), server.cert(), folder + "/none.pem"),
                Role.SERVER,
                "key_file \"" + folder + "/none.pem\": no such file or directory");
        refuses(
                new TlsFiles("", folder + "/none", "", "", "tls12", List.of(), false),
                Role.SERVER,
                "ca_path \"" + folder + "/none\": no such file or directory");
        refuses(
                new TlsFiles("", ca.caFile(), "", "", "tls12", List.of(), false),
                Role.SERVER,
                "ca_path \"" + ca.caFile() + "\": not a directory");
        refuses(TlsFiles.of("", server.cert(), ""), Role.SERVER, "cert_file is set but key_file is not");
        refuses(TlsFiles.of("", "", server.key()), Role.SERVER, "key_file is set but cert_file is not");
    }

    @Test
    void namesTheFileThatIsMalformed() throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.pem"), "nonsense");
        refuses(
                TlsFiles.of(bad.toString(), "", ""),
                Role.SERVER,
                "ca_file \"" + bad + "\": no certificate in PEM form");
        refuses(
                TlsFiles.of("", bad.toString(), server.key()),
                Role.SERVER,
                "cert_file \"" + bad + "\": no certificate in PEM form");
        refuses(
                TlsFiles.of("", server.cert(), bad.toString()),
                Role.SERVER,
                "key_file \"" + bad + "\": no private key in PEM form");
        Files.writeString(bad, "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
        assertThatThrownBy(() -> load(TlsFiles.of(bad.toString(), "", "")))
                .hasMessageStartingWith("ca_file \"" + bad + "\": malformed certificate: ");
        Files.writeString(bad, "-----BEGIN CERTIFICATE-----\nMIIB");
        refuses(
                TlsFiles.of(bad.toString(), "", ""),
                Role.SERVER,
                "ca_file \"" + bad + "\": a PEM block \"CERTIFICATE\" does not end");
        Files.writeString(bad, "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n");
        refuses(
                TlsFiles.of("", server.cert(), bad.toString()),
                Role.SERVER,
                "key_file \"" + bad + "\": malformed private key");
        Files.writeString(bad, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n");
        refuses(
                TlsFiles.of("", server.cert(), bad.toString()),
                Role.SERVER,
                "key_file \"" + bad + "\": the private key is encrypted");
    }

    @Test
    void namesTheKeyThatIsEncryptedInTheOlderForm() throws Exception {
        for (String kind : List.of("RSA", "EC")) {
            Path key = Files.writeString(folder.resolve(kind + ".pem"), """
                    -----BEGIN %1$s PRIVATE KEY-----
                    Proc-Type: 4,ENCRYPTED
                    DEK-Info: AES-256-CBC,C5A4E5AE2D0F8C1F2C3E4D5B6A798877

                    MIIB
                    -----END %1$s PRIVATE KEY-----
                    """.formatted(kind));
            refuses(
                    TlsFiles.of("", server.cert(), key.toString()),
                    Role.SERVER,
                    "key_file \"" + key + "\": the private key is encrypted");
        }
    }

    @Test
    void namesTheFileThatIsSomethingElse() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path der = Files.write(
                folder.resolve("cert.der"),
                PemFile.certificates("cert_file", server.cert()).getFirst().getEncoded());
        for (Path file : List.of(empty, der, Path.of(server.key()))) {
            refuses(
                    TlsFiles.of(file.toString(), "", ""),
                    Role.SERVER,
                    "ca_file \"" + file + "\": no certificate in PEM form");
            refuses(
                    TlsFiles.of("", file.toString(), server.key()),
                    Role.SERVER,
                    "cert_file \"" + file + "\": no certificate in PEM form");
        }
        for (Path file : List.of(empty, der, Path.of(server.cert()))) {
            refuses(
                    TlsFiles.of("", server.cert(), file.toString()),
                    Role.SERVER,
                    "key_file \"" + file + "\": no private key in PEM form");
        }
        Path none = Files.createDirectory(folder.resolve("none"));
        refuses(TlsFiles.of(none.toString(), "", ""), Role.SERVER, "ca_file \"" + none + "\": Is a directory");
        refuses(
                new TlsFiles("", none.toString(), "", "", "tls12", List.of(), false),
                Role.SERVER,
                "ca_path \"" + none + "\": no files");
        refuses(TlsFiles.of("a\0b", "", ""), Role.SERVER, "ca_file \"a\0b\": invalid file name");
        // opens, and cannot be read
        refuses(TlsFiles.of("/proc/self/mem", "", ""), Role.SERVER, "ca_file \"/proc/self/mem\": Input/output error");
    }

    @Test
    void neverPassesOverAFileOfAFolder() throws Exception {
        Path authorities = Files.createDirectory(folder.resolve("mixed"));
        Files.copy(Path.of(ca.caFile()), authorities.resolve("a.pem"));
        TlsFiles files = new TlsFiles("", authorities.toString(), "", "", "tls12", List.of(), false);
        Path rubbish = authorities.resolve("b.pem");

        Files.writeString(rubbish, "");
        refuses(files, Role.SERVER, "ca_path \"" + rubbish + "\": no certificate in PEM form");
        Files.writeString(rubbish, Files.readString(Path.of(ca.caFile())) + "-----BEGIN CERTIFICATE-----\nAAAA");
        refuses(files, Role.SERVER, "ca_path \"" + rubbish + "\": a PEM block \"CERTIFICATE\" does not end");
        Files.writeString(rubbish, "-----BEGIN CERTIFICATE-----\n%%%%\n-----END CERTIFICATE-----\n");
        refuses(files, Role.SERVER, "ca_path \"" + rubbish + "\": malformed base64 in a PEM block \"CERTIFICATE\"");
    }

    @Test
    void everyRefusalIsOneLine() throws Exception {
        byte[] der = PemFile.certificates("cert_file", server.cert()).getFirst().getEncoded();
        Path bad = folder.resolve("bad.pem");
        // whatever byte is not what it was
        for (int at = 0; at < der.length; at += 7) {
            byte[] changed = der.clone();
            changed[at] ^= 0x5A;
            Files.writeString(bad, Pem.write("CERTIFICATE", changed));
            try {
                load(TlsFiles.of(ca.caFile(), bad.toString(), server.key()));
            } catch (TlsException e) {
                assertThat(e.getMessage()).contains("cert_file \"" + bad + "\"").doesNotContain("\n");
            }
        }
    }

    @Test
    void doesNotReadWithoutEnd() throws Exception {
        Path huge = folder.resolve("huge.pem");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[(16 << 20) + 1]);
        Files.write(huge, bytes.toByteArray());

        refuses(TlsFiles.of(huge.toString(), "", ""), Role.SERVER, "ca_file \"" + huge + "\": longer than 16 MiB");
    }

    @Test
    void namesTheKeyThatDoesNotFit() throws Exception {
        refuses(
                TlsFiles.of(ca.caFile(), server.cert(), client.key()),
                Role.SERVER,
                "key_file \"" + client.key() + "\" is not the key of the certificate in cert_file \"" + server.cert()
                        + "\"");
    }

    @Test
    void namesTheCertificateThatDoesNotHoldNow() throws Exception {
        Pair ended = ca.issue(Kind.of(SERVER).holding(Duration.ofHours(-2), Duration.ofHours(-1)));
        Pair future = ca.issue(Kind.of(SERVER).holding(Duration.ofHours(1), Duration.ofHours(2)));
        assertThatThrownBy(() -> context(ended))
                .hasMessageStartingWith(
                        "cert_file \"" + ended.cert() + "\": the certificate of \"CN=server.dc1.consul\" expired at 2");
        assertThatThrownBy(() -> context(future))
                .hasMessageStartingWith("cert_file \"" + future.cert()
                        + "\": the certificate of \"CN=server.dc1.consul\" does not hold before 2");
        TestAuthority old = TestAuthority.create(folder, "old", Duration.ofHours(-2), Duration.ofHours(-1));
        assertThatThrownBy(() -> load(TlsFiles.of(old.caFile(), "", "")))
                .hasMessageStartingWith("ca_file \"" + old.caFile() + "\": the certificate of \"CN=old\" expired at 2");
    }

    @Test
    void namesTheCertificateThatIsForSomethingElse() throws Exception {
        Pair onlyClient = ca.issue(Kind.of(SERVER).usedAs(ExtendedUse.CLIENT));
        Pair onlyServer = ca.issue(Kind.of(SERVER).usedAs(ExtendedUse.SERVER));
        refuses(
                TlsFiles.of("", onlyClient.cert(), onlyClient.key()),
                Role.SERVER,
                "cert_file \"" + onlyClient.cert()
                        + "\": its extended key usage does not let it be the certificate of a server");
        refuses(
                TlsFiles.of("", onlyServer.cert(), onlyServer.key()),
                Role.CLIENT,
                "cert_file \"" + onlyServer.cert()
                        + "\": its extended key usage does not let it be the certificate of a client");
    }

    @Test
    void namesVersionsAndSuitesThatItDoesNotKnow() {
        refuses(
                new TlsFiles(ca.caFile(), "", "", "", "ssl3", List.of(), false),
                Role.SERVER,
                "tls_min_version \"ssl3\" is not one of tls10, tls11, tls12, tls13");
        refuses(
                new TlsFiles(ca.caFile(), "", "", "", "tls12", List.of("TLS_RSA_WITH_RC4_128_SHA_X"), false),
                Role.SERVER,
                "tls_cipher_suites: unsupported cipher suite \"TLS_RSA_WITH_RC4_128_SHA_X\"");
    }

    @Test
    void tellsWhatWillHardlyBeWanted() throws Exception {
        assertThat(context(server).doubts(SERVER)).isEmpty();
        assertThat(context(other.issue(Kind.of("x.example"))).doubts(SERVER))
                .containsExactly(
                        "our own certificate is not signed by an authority that we trust",
                        "others will refuse our certificate: x509: certificate is valid for x.example, not " + SERVER);
        assertThat(context(ca.issue(Kind.of(SERVER).usedAs(ExtendedUse.SERVER).withKeyFor(KeyUse.KEY_ENCIPHERMENT)))
                        .doubts(null))
                .containsExactly(
                        "others may refuse our certificate: its key usage does not let its key sign handshakes",
                        "others will refuse our certificate where they verify who comes: its extended key usage does"
                                + " not let it be the certificate of a client");
    }

    @Test
    void makesNoEngineThatWouldBelieveEverybody() throws Exception {
        TlsContext noAuthority = load(TlsFiles.of("", server.cert(), server.key()));
        TlsContext noIdentity = load(TlsFiles.of(ca.caFile(), "", ""));

        assertThatThrownBy(() -> noAuthority.client(null)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> noAuthority.server(true, List.of())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> noIdentity.server(false, List.of())).isInstanceOf(IllegalStateException.class);
        assertThat(Handshake.between(noIdentity.client(null), noAuthority.server(false, List.of()))
                        .succeeded())
                .isTrue();
    }
}
