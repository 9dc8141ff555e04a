package io.praetor.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.client.AgentAddress.Scheme;
import io.praetor.client.ClientSettings.TlsSettings;
import io.praetor.model.Bytes;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Connections other than plain TCP.
class TlsTest {
    private static final Path FILES = Path.of("src/test/resources/tls");
    private static final byte[] OK =
            WireServer.bytes("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");

    private static TlsSettings trusting(@Nullable String ca, @Nullable String client, String serverName) {
        return new TlsSettings(
                ca == null ? null : FILES.resolve(ca),
                null,
                client == null ? null : FILES.resolve(client + ".pem"),
                client == null ? null : FILES.resolve(client + "-key.pem"),
                serverName,
                true);
    }

    private static Optional<Bytes> ask(WireServer server, String host, TlsSettings tls) throws IOException {
        ClientSettings settings = ClientSettings.DEFAULT
                .withAddress(new AgentAddress(Scheme.HTTPS, host, server.port(), ""))
                .withTls(tls);
        try (ConsulClient client = ConsulClient.open(settings)) {
            return client.kv().value("x", Query.DEFAULT);
        }
    }

    private static WireServer server(boolean wantsClient) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Certificate own = certificate("server.pem");
        store.setKeyEntry(
                "own", PemFile.privateKey(FILES.resolve("server-key.pem")), new char[0], new Certificate[] {own});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", certificate("ca.pem"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        ServerSocket socket =
                context.getServerSocketFactory().createServerSocket(0, 10, java.net.InetAddress.getLoopbackAddress());
        ((SSLServerSocket) socket).setNeedClientAuth(wantsClient);
        return new WireServer(socket, List.of(List.of(OK), List.of(OK)));
    }

    private static Certificate certificate(String file) throws Exception {
        try (var in = Files.newInputStream(FILES.resolve(file))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    @Test
    void trustsTheGivenAuthority() throws Exception {
        try (WireServer server = server(false)) {
            assertThat(ask(server, "127.0.0.1", trusting("ca.pem", null, ""))).hasValue(Bytes.of("hello"));
        }
    }

    @Test
    void refusesAnAuthorityItWasNotGiven() throws Exception {
        try (WireServer server = server(false)) {
            assertThatThrownBy(() -> ask(server, "127.0.0.1", TlsSettings.DEFAULT))
                    .isInstanceOf(ConsulException.class)
                    .hasMessageStartingWith("Get \"https://127.0.0.1:" + server.port() + "/v1/kv/x\": ")
                    .hasMessageEndingWith("x509: certificate signed by unknown authority");
        }
    }

    @Test
    void expectsTheNameItWasTold() throws Exception {
        try (WireServer server = server(false)) {
            assertThatThrownBy(() -> ask(server, "127.0.0.1", trusting("ca.pem", null, "other.dc1.consul")))
                    .isInstanceOf(ConsulException.class);
            assertThat(ask(server, "127.0.0.1", trusting("ca.pem", null, "server.dc1.consul")))
                    .hasValue(Bytes.of("hello"));
        }
    }

    @Test
    void showsItsCertificateWhenAsked() throws Exception {
        try (WireServer server = server(true)) {
            assertThat(ask(server, "127.0.0.1", trusting("ca.pem", "client", "")))
                    .hasValue(Bytes.of("hello"));
        }
    }

    @Test
    void acceptsAnyCertificateWhenTold() throws Exception {
        try (WireServer server = server(false)) {
            TlsSettings careless = new TlsSettings(null, null, null, null, "", false);

            assertThat(ask(server, "127.0.0.1", careless)).hasValue(Bytes.of("hello"));
        }
    }

    @Test
    void readsAllAuthoritiesOfADirectory(@TempDir Path dir) throws Exception {
        Files.copy(FILES.resolve("ca.pem"), dir.resolve("a.pem"));
        Files.copy(FILES.resolve("client.pem"), dir.resolve("b.pem"));
        try (WireServer server = server(false)) {
            TlsSettings tls = new TlsSettings(null, dir, null, null, "", true);

            assertThat(ask(server, "127.0.0.1", tls)).hasValue(Bytes.of("hello"));
        }
    }

    @Test
    void saysThatAServerSpeaksNoTls() throws IOException {
        byte[] refusal = WireServer.bytes("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        try (ServerSocket plain = new ServerSocket(0, 10, java.net.InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var socket = plain.accept()) {
                    socket.getOutputStream().write(refusal);
                    socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            ClientSettings settings = ClientSettings.DEFAULT.withAddress(
                    new AgentAddress(Scheme.HTTPS, "127.0.0.1", plain.getLocalPort(), ""));
            try (ConsulClient client = ConsulClient.open(settings)) {
                assertThatThrownBy(() -> client.status().leader())
                        .hasMessageEndingWith("http: server gave HTTP response to HTTPS client");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"server-key.pem, EC", "client-key.pem, RSA", "pkcs8-key.pem, EC", "ed-key.pem, EdDSA"})
    void readsEveryFormOfAPrivateKey(String file, String algorithm) throws IOException {
        assertThat(PemFile.privateKey(FILES.resolve(file)).getAlgorithm()).isEqualTo(algorithm);
    }

    @Test
    void explainsWhatItCannotLoad(@TempDir Path dir) throws IOException {
        Path broken = Files.writeString(
                dir.resolve("k.pem"), "-----BEGIN EC PRIVATE KEY-----\nMHc=\n-----END EC PRIVATE KEY-----\n");

        assertThatThrownBy(() -> PemFile.privateKey(broken)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> TlsContext.load(new TlsSettings(dir.resolve("none"), null, null, null, "", true)))
                .hasMessage("Error loading CA File: open " + dir.resolve("none") + ": no such file or directory");
        assertThatThrownBy(() -> TlsContext.load(new TlsSettings(null, null, broken, null, "", true)))
                .hasMessage("both client cert and client key must be provided");
        assertThatThrownBy(() -> TlsContext.load(new TlsSettings(broken, null, null, null, "", true)))
                .hasMessage("Error loading CA File: Couldn't parse PEM in: " + broken);
    }

    @Test
    void speaksOverAUnixSocket(@TempDir Path dir) throws IOException {
        Path path = dir.resolve("agent.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            Thread.ofVirtual().start(() -> {
                try (SocketChannel channel = server.accept()) {
                    channel.read(ByteBuffer.allocate(4096));
                    channel.write(ByteBuffer.wrap(OK));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            ClientSettings settings = ClientSettings.DEFAULT.withAddress(AgentAddress.parse("unix://" + path, false));
            try (ConsulClient client = ConsulClient.open(settings)) {
                assertThat(client.kv().value("x", Query.DEFAULT)).hasValue(Bytes.of("hello"));
            }
        }
    }

    @Test
    void saysThatAUnixSocketIsNotThere(@TempDir Path dir) throws IOException {
        ClientSettings settings =
                ClientSettings.DEFAULT.withAddress(AgentAddress.parse("unix://" + dir.resolve("none.sock"), false));
        try (ConsulClient client = ConsulClient.open(settings)) {
            assertThatThrownBy(() -> client.status().leader())
                    .hasMessageEndingWith(
                            "dial unix " + dir.resolve("none.sock") + ": connect: no such file or directory");
        }
    }
}
