package io.praetor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.http.route.FrontSettings;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Route;
import io.praetor.http.route.Router;
import io.praetor.model.pem.Pem;
import io.praetor.model.tls.TlsContext;
import io.praetor.model.tls.TlsFiles;
import io.praetor.model.x509.CertificateAuthority;
import io.praetor.model.x509.CertificateForm;
import io.praetor.model.x509.DistinguishedName;
import io.praetor.model.x509.KeyPairs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What only real sockets show.
class HttpServerTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final int LARGE = 8 << 20;

    /// How long anything may take on a busy machine that comes in the end.
    private static final int PATIENCE_SECONDS = 90;

    private static final String GET = "GET /v1/small HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final CountDownLatch parked = new CountDownLatch(1);
    private final CountDownLatch streamFailed = new CountDownLatch(1);

    private HttpServer start(HttpSettings settings) throws IOException {
        List<Route> routes = List.of(
                Route.at("/v1/small").get(_ -> Reply.text(200, "small")),
                Route.at("/v1/large").get(_ -> Reply.text(200, "x".repeat(LARGE))),
                Route.at("/v1/parked")
                        .get(_ -> new Reply.Later(_ -> {
                            parked.countDown();
                            return cancelled::countDown;
                        })),
                Route.at("/v1/stream")
                        .get(_ -> new Reply.Streamed(outlet -> {
                            try (OutputStream out = outlet.begin("text/plain", null)) {
                                for (int i = 0; i < LARGE / 1024; i++) {
                                    out.write(new byte[1024]);
                                }
                            } catch (IOException e) {
                                streamFailed.countDown();
                                throw e;
                            }
                        })),
                Route.at("/v1/endless")
                        .get(_ -> new Reply.Endless(
                                outlet -> {
                                    try (OutputStream out = outlet.begin("text/plain", null)) {
                                        out.write("first\n".getBytes(StandardCharsets.US_ASCII));
                                        out.flush();
                                        parked.countDown();
                                        cancelled.await();
                                    } catch (InterruptedException e) {
                                        streamFailed.countDown();
                                        throw e;
                                    }
                                },
                                true)),
                Route.at("/v1/slow")
                        .get(_ -> new Reply.Blocking(() -> {
                            parked.countDown();
                            cancelled.await();
                            return Reply.text(200, "in the end");
                        })),
                Route.at("/v1/broken")
                        .get(_ -> new Reply.Streamed(outlet -> {
                            OutputStream out = outlet.begin("text/plain", null);
                            out.write(new byte[100_000]);
                            throw new IOException("disk full");
                        })));
        return HttpServer.start(
                settings,
                new Router(FrontSettings.DEFAULT, routes),
                RequestObserver.NONE,
                InstantSource.system(),
                System::nanoTime);
    }

    private static HttpSettings settings(Listener listener) {
        return HttpSettings.of(List.of(listener));
    }

    private static Socket connect(HttpServer server) throws IOException {
        InetSocketAddress address = (InetSocketAddress) server.addresses().getFirst();
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(PATIENCE_SECONDS * 1000);
        return socket;
    }

    private static void send(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    private static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void answersOverTcp() throws Exception {
        try (HttpServer server = start(settings(new Listener.Http(ANY)));
                Socket socket = connect(server)) {
            send(socket, GET);

            assertThat(readAll(socket)).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nsmall");
        }
    }

    @Test
    void namesTheAddressThatIsTaken() throws Exception {
        try (HttpServer server = start(settings(new Listener.Http(ANY)))) {
            InetSocketAddress taken = (InetSocketAddress) server.addresses().getFirst();

            assertThatThrownBy(() -> start(settings(new Listener.Http(taken))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen for HTTP on ")
                    .hasMessageContaining(":" + taken.getPort() + ": Address already in use");
        }
    }

    @Test
    void answersOverAUnixSocketAndTidiesUp(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("http.sock");
        Files.deleteIfExists(path);
        try (HttpServer server = start(settings(new Listener.Unix(path, "rw-------", null, null)))) {
            assertThat(server.addresses()).hasSize(1);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
            try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                channel.connect(UnixDomainSocketAddress.of(path));
                channel.write(ByteBuffer.wrap(GET.getBytes(StandardCharsets.US_ASCII)));
                ByteBuffer answer = ByteBuffer.allocate(4096);
                while (channel.read(answer) >= 0) {
                    assertThat(answer.hasRemaining()).isTrue();
                }

                assertThat(new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII))
                        .endsWith("small");
            }
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void givesAUnixSocketToAUserAndAGroup(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("http.sock");
        // without being root nothing but what is so anyway can be set
        String user = Files.getOwner(folder).getName();
        String group =
                Files.readAttributes(folder, PosixFileAttributes.class).group().getName();

        try (HttpServer server = start(settings(new Listener.Unix(path, null, user, group)))) {
            assertThat(server.addresses()).hasSize(1);
            assertThat(Files.getOwner(path).getName()).isEqualTo(user);
        }
        assertThatThrownBy(() -> start(settings(new Listener.Unix(path, null, "no-such-user", group))))
                .hasMessage("unix socket " + path + ": unknown user \"no-such-user\"");
        assertThatThrownBy(() -> start(settings(new Listener.Unix(path, null, user, "no-such-group"))))
                .hasMessage("unix socket " + path + ": unknown group \"no-such-group\"");
    }

    @Test
    void replacesAStaleUnixSocket(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("http.sock");
        try (SocketChannel stale = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            stale.bind(UnixDomainSocketAddress.of(path));
        }

        try (HttpServer server = start(settings(new Listener.Unix(path, null, null, null)))) {
            assertThat(server.addresses()).hasSize(1);
        }
    }

    @Test
    void leavesAFileThatIsNoSocketAlone(@TempDir Path folder) throws Exception {
        Path path = Files.writeString(folder.resolve("http.sock"), "precious");

        assertThatThrownBy(() -> start(settings(new Listener.Unix(path, null, null, null))))
                .isInstanceOf(IOException.class);

        assertThat(path).hasContent("precious");
    }

    private static Path resource(Path folder, String name) throws IOException {
        Path copy = folder.resolve(name);
        try (InputStream in = HttpServerTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }

    private static TlsContext tls(Path folder) throws IOException {
        TlsFiles files = new TlsFiles(
                "",
                "",
                resource(folder, "server.pem").toString(),
                resource(folder, "server-key.pem").toString(),
                "tls12",
                List.of("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
                false);
        return TlsContext.load(files, TlsContext.Role.SERVER, Instant.now());
    }

    private static Listener https(TlsContext tls) {
        return new Listener.Https(ANY, () -> tls.server(false, List.of()));
    }

    private static SSLContext trusting(Certificate trusted) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("server", trusted);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void answersOverTlsWithTheConfiguredProtocolAndCipher(@TempDir Path folder) throws Exception {
        TlsContext tls = tls(folder);
        try (HttpServer server = start(settings(https(tls)))) {
            InetSocketAddress address = (InetSocketAddress) server.addresses().getFirst();
            SSLContext context = trusting(Objects.requireNonNull(tls.certificate()));
            for (String path : List.of("/v1/small", "/v1/large")) {
                try (SSLSocket socket =
                        (SSLSocket) context.getSocketFactory().createSocket(address.getAddress(), address.getPort())) {
                    socket.setEnabledProtocols(new String[] {"TLSv1.2"});
                    send(socket, "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                    String answer = readAll(socket);

                    assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
                    assertThat(answer.length()).isGreaterThan(path.equals("/v1/large") ? LARGE : 5);
                    assertThat(socket.getSession().getCipherSuite())
                            .isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
                }
            }
        }
    }

    @Test
    void connectionsStandWhenTheCertificateChanges(@TempDir Path folder) throws Exception {
        TlsContext old = tls(folder);
        KeyPair keys = KeyPairs.generate();
        CertificateForm form = new CertificateForm(
                BigInteger.ONE,
                DistinguishedName.commonName("new"),
                Instant.now().minusSeconds(60),
                Instant.now().plusSeconds(600),
                true,
                Set.of(),
                List.of(),
                List.of(),
                List.of());
        X509Certificate issued = CertificateAuthority.selfSigned(form, keys).certificate();
        Path cert = Files.writeString(folder.resolve("new.pem"), Pem.write(issued));
        Path key = Files.writeString(folder.resolve("new-key.pem"), KeyPairs.pem(keys));
        TlsContext fresh = TlsContext.load(
                TlsFiles.of("", cert.toString(), key.toString()), TlsContext.Role.SERVER, Instant.now());
        AtomicReference<TlsContext> now = new AtomicReference<>(old);
        Listener listener = new Listener.Https(ANY, () -> now.get().server(false, List.of()));
        try (HttpServer server = start(settings(listener))) {
            InetSocketAddress address = (InetSocketAddress) server.addresses().getFirst();
            try (Socket before = trusting(Objects.requireNonNull(old.certificate()))
                    .getSocketFactory()
                    .createSocket(address.getAddress(), address.getPort())) {
                send(before, "GET /v1/small HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(before.getInputStream().read()).isEqualTo('H');

                now.set(fresh);

                try (SSLSocket after = (SSLSocket)
                        trusting(issued).getSocketFactory().createSocket(address.getAddress(), address.getPort())) {
                    send(after, GET);
                    assertThat(readAll(after)).endsWith("small");
                    assertThat(after.getSession().getPeerCertificates()[0]).isEqualTo(issued);
                }
                send(before, GET);
                assertThat(readAll(before)).endsWith("small");
            }
        }
    }

    @Test
    void cutsAClientThatNeverFinishesItsHandshake(@TempDir Path folder) throws Exception {
        Listener listener = https(tls(folder));
        HttpSettings impatient = new HttpSettings(
                List.of(listener), 0, Duration.ofMillis(200), Duration.ofSeconds(10), Duration.ofSeconds(60), 1);
        try (HttpServer server = start(impatient);
                Socket socket = connect(server)) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void refusesAClientWithTooManyConnections() throws Exception {
        HttpSettings two = new HttpSettings(
                List.of(new Listener.Http(ANY)),
                2,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                1);
        List<Socket> open = new ArrayList<>();
        try (HttpServer server = start(two)) {
            for (int i = 0; i < 2; i++) {
                open.add(connect(server));
                send(open.get(i), "GET /v1/small HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(open.get(i).getInputStream().read()).isEqualTo('H');
            }
            try (Socket third = connect(server)) {
                assertThat(readAll(third))
                        .startsWith("HTTP/1.1 429 Too Many Requests\r\n")
                        .endsWith("\r\n\r\nYour IP is issuing too many concurrent connections,"
                                + " please rate limit your calls");
            }
            open.getFirst().close();
            assertThat(answerOnceThereIsRoom(server)).endsWith("small");
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    /// The server learns of a closed connection a moment later.
    private static String answerOnceThereIsRoom(HttpServer server) throws IOException {
        String answer = "";
        for (int i = 0; i < 1000 && !answer.startsWith("HTTP/1.1 200"); i++) {
            try (Socket socket = connect(server)) {
                send(socket, GET);
                answer = readAll(socket);
            } catch (IOException e) {
                answer = e.toString();
            }
        }
        return answer;
    }

    @Test
    void callsAParkedReadOffWhenTheClientCloses() throws Exception {
        try (HttpServer server = start(settings(new Listener.Http(ANY)))) {
            try (Socket socket = connect(server)) {
                send(socket, "GET /v1/parked HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(parked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            }

            assertThat(cancelled.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void finishesTheAnswersUnderWayWhenItStops() throws Exception {
        HttpServer server = start(settings(new Listener.Http(ANY)));
        try (Socket socket = connect(server)) {
            send(socket, "GET /v1/slow HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(parked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

            InetSocketAddress address = (InetSocketAddress) server.addresses().getFirst();
            Thread stopping = Thread.ofVirtual().start(server::close);
            while (isListening(address)) {
                Thread.onSpinWait();
            }
            cancelled.countDown();

            assertThat(readAll(socket)).startsWith("HTTP/1.1 200 ").endsWith("in the end");
            assertThat(stopping.join(Duration.ofSeconds(PATIENCE_SECONDS))).isTrue();
        }
    }

    private static boolean isListening(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        } catch (SocketException e) {
            return true; // reset: it waited to be accepted as the listener closed; the next one is refused
        }
    }

    @Test
    void callsParkedReadsOffWhenItStops() throws Exception {
        HttpServer server = start(settings(new Listener.Http(ANY)));
        try (Socket socket = connect(server)) {
            send(socket, "GET /v1/parked HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(parked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

            server.close();

            assertThat(cancelled.getCount()).isZero();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void refusesABodyThatIsTooLongSoThatTheClientCanReadTheRefusal() throws Exception {
        try (HttpServer server = start(settings(new Listener.Http(ANY)));
                Socket socket = connect(server)) {
            send(
                    socket,
                    "DELETE /v1/small HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\n" + "x".repeat(200_000));

            assertThat(readAll(socket)).startsWith("HTTP/1.1 405 ").endsWith("method DELETE not allowed");
        }
    }

    @Test
    void streamsToASlowClientWithoutHoldingItAll() throws Exception {
        try (HttpServer server = start(settings(new Listener.Http(ANY)));
                Socket socket = connect(server)) {
            send(socket, "GET /v1/stream HTTP/1.0\r\n\r\n");

            assertThat(readAll(socket)).hasSizeGreaterThan(LARGE);
        }
    }

    @Test
    void stopsAStreamWhoseClientIsGone() throws Exception {
        try (HttpServer server = start(settings(new Listener.Http(ANY)))) {
            try (Socket socket = connect(server)) {
                send(socket, "GET /v1/stream HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }

            assertThat(streamFailed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void cutsAStreamThatBreaks() throws Exception {
        try (HttpServer server = start(settings(new Listener.Http(ANY)));
                Socket socket = connect(server)) {
            send(socket, "GET /v1/broken HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

            assertThat(readAll(socket))
                    .startsWith("HTTP/1.1 200 ")
                    .doesNotContain("disk full")
                    .doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void endsAnEndlessAnswerWhenTheClientGoes() throws Exception {
        try (HttpServer server = start(settings(new Listener.Http(ANY)))) {
            try (Socket socket = connect(server)) {
                send(socket, "GET /v1/endless HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(parked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }

            assertThat(streamFailed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void endsEndlessAnswersWhenItStops() throws Exception {
        Socket left;
        try (HttpServer server = start(settings(new Listener.Http(ANY)))) {
            left = connect(server);
            send(left, "GET /v1/endless HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(parked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }

        try (left) {
            assertThat(streamFailed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(readAll(left)).contains("6\r\nfirst\n\r\n").doesNotContain("0\r\n\r\n");
        }
    }

    @Test
    void compressesAnEndlessAnswerFromItsFirstByte() throws Exception {
        try (HttpServer server = start(settings(new Listener.Http(ANY)));
                Socket socket = connect(server)) {
            send(socket, "GET /v1/endless HTTP/1.0\r\nAccept-Encoding: gzip\r\n\r\n");
            assertThat(parked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            cancelled.countDown();

            String answer = readAll(socket);

            assertThat(answer).contains("\r\nContent-Encoding: gzip\r\n");
            byte[] body = answer.substring(answer.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
            assertThat(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes())
                    .isEqualTo("first\n".getBytes(StandardCharsets.US_ASCII));
        }
    }
}
