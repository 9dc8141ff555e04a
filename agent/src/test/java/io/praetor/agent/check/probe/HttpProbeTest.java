package io.praetor.agent.check.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpProbeTest {
    private final Looking looking = new Looking();

    @AfterEach
    void close() {
        looking.close();
    }

    private static String check(String url) {
        return check(url, "");
    }

    private static String check(String url, String more) {
        return "{'HTTP':'" + url + "','Interval':'10s'" + more + "}";
    }

    private static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static void send(java.io.OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @ParameterizedTest
    @CsvSource({
        "200 OK, passing",
        "204 No Content, passing",
        "299 Fine, passing",
        "300 Multiple Choices, critical",
        "304 Not Modified, critical",
        "404 Not Found, critical",
        "429 Too Many Requests, warning",
        "500 Internal Server Error, critical",
        "503 Service Unavailable, critical"
    })
    void theStatusOfTheAnswerIsThatOfTheCheck(String line, String status) throws Exception {
        try (TestServer server = TestServer.answering("HTTP/1.1 " + line + "\r\nContent-Length: 0\r\n\r\n")) {
            String url = "http://127.0.0.1:" + server.port() + "/health?full";

            assertThat(looking.at(check(url)))
                    .isEqualTo(new Finding(status, "HTTP GET " + url + ": " + line + " Output: ", false));
        }
    }

    @Test
    void noticesAServerThatTurnsBad() throws Exception {
        AtomicInteger code = new AtomicInteger(200);
        try (TestServer server = new TestServer((_, out) -> send(out, "HTTP/1.1 " + code + " X\r\n\r\nstate"))) {
            String url = "http://127.0.0.1:" + server.port();
            assertThat(looking.at(check(url)).status()).isEqualTo("passing");

            code.set(500);

            assertThat(looking.at(check(url)))
                    .isEqualTo(new Finding("critical", "HTTP GET " + url + ": 500 X Output: state", false));
        }
    }

    @Test
    void asksAsTheOriginalDoes() throws Exception {
        try (TestServer server = TestServer.answering(ok(""))) {
            looking.at(check("http://127.0.0.1:" + server.port() + "/a b?q=ü#part"));

            String request = server.requests.getFirst();
            assertThat(request).startsWith("GET /a%20b?q=%C3%BC HTTP/1.1\r\n");
            assertThat(TestServer.header(request, "Host")).isEqualTo("127.0.0.1:" + server.port());
            assertThat(TestServer.header(request, "User-Agent")).isEqualTo("Consul Health Check");
            assertThat(TestServer.header(request, "Accept")).isEqualTo("text/plain, text/*, */*");
            assertThat(TestServer.header(request, "Connection")).isEqualTo("close");
        }
    }

    @Test
    void sendsMethodHeadersAndBody() throws Exception {
        try (TestServer server = TestServer.answering(ok(""))) {
            String url = "http://127.0.0.1:" + server.port() + "/";

            Finding found = looking.at(check(
                    url,
                    ",'Method':'POST','Body':'{}ü','Header':{'Host':['web.example'],'X-One':['a','b'],"
                            + "'User-Agent':['mine'],'Accept':['x/y'],'Content-Length':['999']}"));

            assertThat(found.output()).isEqualTo("HTTP POST " + url + ": 200 OK Output: ");
            String request = server.requests.getFirst();
            assertThat(request)
                    .startsWith("POST / HTTP/1.1\r\n")
                    .contains("\r\nHost: web.example\r\n", "\r\nX-One: a\r\nX-One: b\r\n", "\r\nUser-Agent: mine\r\n")
                    .contains("\r\nAccept: x/y\r\n", "\r\nContent-Length: 4\r\n")
                    .endsWith("\r\n\r\n{}ü")
                    .doesNotContain("999", "Consul Health Check");
        }
    }

    @Test
    void sendsTheCredentialsOfTheAddressButShowsNoPassword() throws Exception {
        try (TestServer server = TestServer.answering("HTTP/1.1 302 F\r\nLocation: /\r\n\r\n")) {
            Finding found = looking.at(check("http://u:secret@127.0.0.1:" + server.port() + "/"));

            assertThat(TestServer.header(server.requests.getFirst(), "Authorization"))
                    .isEqualTo("Basic dTpzZWNyZXQ=");
            assertThat(found.output()).contains("u:***@").doesNotContain("secret");
        }
    }

    @Test
    void refusesHeadersThatWouldBeMoreThanHeaders() throws Exception {
        assertThat(looking.at(check("http://127.0.0.1:1/", ",'Header':{'X':['a\\r\\nY: b']}")))
                .isEqualTo(new Finding(
                        "critical",
                        "Get \"http://127.0.0.1:1/\": net/http: invalid header field value for \"X\"",
                        false));
        assertThat(looking.at(check("http://127.0.0.1:1/", ",'Method':'GET / HTTP/1.1'"))
                        .output())
                .endsWith("net/http: invalid method \"GET / HTTP/1.1\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://x/ | unsupported protocol scheme \"ftp\"",
                "nothing | unsupported protocol scheme \"\"",
                "http:///path | http: no Host in request URL",
                "http://host:99999/ | address 99999: invalid port",
            })
    void saysWhatIsWrongWithAnAddress(String url, String problem) throws Exception {
        assertThat(looking.at(check(url)).output()).isEqualTo("Get \"" + url + "\": " + problem);
    }

    @Test
    void aClosedPortIsCritical() throws Exception {
        int port = closedPort();

        assertThat(looking.at(check("http://127.0.0.1:" + port + "/x")))
                .isEqualTo(new Finding(
                        "critical",
                        "Get \"http://127.0.0.1:" + port + "/x\": dial tcp 127.0.0.1:" + port
                                + ": connect: connection refused",
                        false));
    }

    @Test
    void anUnknownNameIsCritical() throws Exception {
        assertThat(looking.at(check("http://praetor.invalid/")).output())
                .isEqualTo("Get \"http://praetor.invalid/\": dial tcp: lookup praetor.invalid: no such host");
    }

    @Test
    void aNameIsLookedUp() throws Exception {
        try (TestServer server = TestServer.answering(ok("named"))) {
            assertThat(looking.at(check("http://localhost:" + server.port() + "/"))
                            .output())
                    .endsWith("200 OK Output: named");
        }
    }

    @Test
    void keepsTheEndOfALongAnswer() throws Exception {
        try (TestServer server = TestServer.answering(ok("x".repeat(10_000) + "the end"))) {
            Finding found = looking.begin(check("http://127.0.0.1:" + server.port()), 10)
                    .await();

            assertThat(found.output()).endsWith("200 OK Output: xxxthe end").doesNotContain("xxxx");
        }
    }

    @Test
    void readsChunksAndInterimAnswers() throws Exception {
        try (TestServer server = TestServer.answering(String.join(
                "\r\n\r\n",
                "HTTP/1.1 100 Continue",
                "HTTP/1.1 103 Early Hints",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked",
                "3\r\nabc\r\n2\r\nde\r\n0",
                ""))) {
            assertThat(looking.at(check("http://127.0.0.1:" + server.port())).output())
                    .endsWith(": 200 OK Output: abcde");
        }
    }

    @Test
    void anAnswerThatBreaksOffIsJudgedByItsHead() throws Exception {
        try (TestServer server = TestServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")) {
            assertThat(looking.at(check("http://127.0.0.1:" + server.port())))
                    .extracting(Finding::status)
                    .isEqualTo("passing");
        }
    }

    @Test
    void aHeadHasNoBody() throws Exception {
        try (TestServer server = TestServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")) {
            assertThat(looking.at(check("http://127.0.0.1:" + server.port(), ",'Method':'HEAD'"))
                            .status())
                    .isEqualTo("passing");
        }
    }

    @Test
    void doesNotReadABodyWithoutEnd() throws Exception {
        byte[] piece = "0123456789abcdef".repeat(4096).getBytes(StandardCharsets.US_ASCII);
        try (TestServer server = new TestServer((_, out) -> {
            send(out, "HTTP/1.1 200 OK\r\n\r\n");
            while (true) {
                out.write(piece);
            }
        })) {
            assertThat(looking.at(check("http://127.0.0.1:" + server.port())).status())
                    .isEqualTo("passing");
        }
    }

    @Test
    void aHeadWithoutEndIsCritical() throws Exception {
        try (TestServer server = new TestServer((_, out) -> {
            send(out, "HTTP/1.1 200 OK\r\n");
            while (true) {
                send(out, "X-Header: " + "x".repeat(1000) + "\r\n");
            }
        })) {
            assertThat(looking.at(check("http://127.0.0.1:" + server.port())).output())
                    .endsWith("malformed HTTP response");
        }
    }

    @Test
    void endlessInterimAnswersAreCritical() throws Exception {
        try (TestServer server = new TestServer((_, out) -> {
            while (true) {
                send(out, "HTTP/1.1 103 Early Hints\r\n\r\n");
            }
        })) {
            assertThat(looking.at(check("http://127.0.0.1:" + server.port())).output())
                    .endsWith("too many 1xx informational responses");
        }
    }

    @Test
    void aServerThatHangsUpIsCritical() throws Exception {
        try (TestServer server = new TestServer((_, _) -> {})) {
            assertThat(looking.at(check("http://127.0.0.1:" + server.port() + "/"))
                            .output())
                    .isEqualTo("Get \"http://127.0.0.1:" + server.port() + "/\": EOF");
        }
    }

    @Test
    void aServerThatSaysNothingIsCriticalWhenTimeIsOver() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (TestServer server = new TestServer((_, _) -> {
            asked.countDown();
            over.await();
        })) {
            Looking.Look look = looking.begin(check("http://127.0.0.1:" + server.port() + "/"));
            asked.await();

            look.attempt().expire();

            assertThat(look.await())
                    .isEqualTo(new Finding(
                            "critical",
                            "Get \"http://127.0.0.1:" + server.port() + "/\": context deadline exceeded"
                                    + " (Client.Timeout exceeded while awaiting headers)",
                            false));
            over.countDown();
        }
    }

    @Test
    void aCancelledLookTellsNothing() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (TestServer server = new TestServer((_, out) -> {
            asked.countDown();
            goOn.await();
            send(out, ok("late"));
        })) {
            Looking.Look look = looking.begin(check("http://127.0.0.1:" + server.port() + "/"));
            asked.await();

            look.attempt().cancel();
            goOn.countDown();

            // what comes after it on the one event loop has been told, so it would have been
            looking.at(check("http://127.0.0.1:" + closedPort()));
            assertThat(look.found()).isEmpty();
        }
    }

    @Test
    void followsRedirects() throws Exception {
        try (TestServer server = new TestServer((request, out) -> {
            String path = request.split(" ", -1)[1];
            switch (path) {
                case "/a/one" -> send(out, "HTTP/1.1 301 M\r\nLocation: ../b/./two?x=1\r\n\r\n");
                case "/b/two?x=1" -> send(out, "HTTP/1.1 307 T\r\nLocation: ?y=2\r\n\r\n");
                default -> send(out, ok(path));
            }
        })) {
            String url = "http://127.0.0.1:" + server.port() + "/a/one";

            assertThat(looking.at(check(url, ",'Header':{'Host':['web'],'Cookie':['c']}"))
                            .output())
                    .isEqualTo("HTTP GET " + url + ": 200 OK Output: /b/two?y=2");
            assertThat(server.requests)
                    .allSatisfy(request -> assertThat(request).contains("\r\nHost: web\r\n", "\r\nCookie: c\r\n"));
        }
    }

    @Test
    void tellsASecondServerNoSecretsOfTheFirst() throws Exception {
        try (TestServer second = TestServer.answering(ok("second"));
                TestServer first = TestServer.answering(
                        "HTTP/1.1 302 F\r\nLocation: http://localhost:" + second.port() + "/x\r\n\r\n")) {
            Finding found = looking.at(check(
                    "http://127.0.0.1:" + first.port(),
                    ",'Method':'POST','Body':'b','Header':{'Host':['web'],'Authorization':['s'],'X-Mine':['m']}"));

            assertThat(found.output()).endsWith(": 200 OK Output: second");
            assertThat(second.requests.getFirst())
                    .startsWith("GET /x HTTP/1.1\r\n")
                    .contains("\r\nHost: localhost:" + second.port() + "\r\n", "\r\nX-Mine: m\r\n")
                    .doesNotContain("Authorization", "web", "Content-Length");
        }
    }

    @Test
    void sendsTheBodyAgainWhereTheRedirectSaysSo() throws Exception {
        try (TestServer server = new TestServer((request, out) -> send(
                out, request.startsWith("POST /again") ? ok("done") : "HTTP/1.1 308 P\r\nLocation: /again\r\n\r\n"))) {
            looking.at(check("http://127.0.0.1:" + server.port(), ",'Method':'POST','Body':'b'"));

            assertThat(server.requests.getLast()).startsWith("POST /again").endsWith("\r\n\r\nb");
        }
    }

    @Test
    void aRedirectLoopIsCritical() throws Exception {
        try (TestServer server = TestServer.answering("HTTP/1.1 302 Found\r\nLocation: /loop\r\n\r\n")) {
            assertThat(looking.at(check("http://127.0.0.1:" + server.port())).output())
                    .endsWith("/loop\": stopped after 10 redirects");
            assertThat(server.requests).hasSize(10);
        }
    }

    @Test
    void followsNoRedirectIfToldNotTo() throws Exception {
        try (TestServer server = TestServer.answering("HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\nbody")) {
            Finding found = looking.at(check("http://127.0.0.1:" + server.port(), ",'DisableRedirects':true"));

            assertThat(found.status()).isEqualTo("critical");
            assertThat(found.output()).endsWith(": 302 Found Output: body");
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void looksAtTheProxyOfAnExposedCheck() throws Exception {
        try (TestServer server = TestServer.answering(ok("proxied"))) {
            assertThat(looking.at(check(
                                    "http://127.0.0.1:1/", ",'ProxyHTTP':'http://127.0.0.1:" + server.port() + "/p'"))
                            .output())
                    .isEqualTo("HTTP GET http://127.0.0.1:" + server.port() + "/p: 200 OK Output: proxied");
        }
    }

    @Test
    void aCertificateNobodyVouchesForIsCriticalUnlessThatIsSkipped() throws Exception {
        try (TestServer server = new TestServer(Certificates.server(false), (_, out) -> send(out, ok("secret")))) {
            String url = "https://localhost:" + server.port() + "/";

            assertThat(looking.at(check(url)))
                    .isEqualTo(new Finding(
                            "critical", "Get \"" + url + "\": x509: certificate signed by unknown authority", false));
            assertThat(looking.at(check(url, ",'TLSSkipVerify':true")))
                    .isEqualTo(new Finding("passing", "HTTP GET " + url + ": 200 OK Output: secret", false));
        }
    }

    @Test
    void theAgentsCertificatesServeIfTheyMay() throws Exception {
        ProbeSettings settings = new ProbeSettings(() -> Certificates.agent("client", ""), "", "");
        try (Looking own = new Looking(settings);
                TestServer server =
                        new TestServer(Certificates.server(true), (_, out) -> send(out, ok("for clients")))) {
            assertThat(own.at(check("https://127.0.0.1:" + server.port() + "/")).output())
                    .endsWith(": 200 OK Output: for clients");
            assertThat(looking.at(check("https://127.0.0.1:" + server.port() + "/", ",'TLSSkipVerify':true"))
                            .status())
                    .isEqualTo("critical");
        }
    }

    @Test
    void theAgentsCertificatesAreTheNewOnesAfterAReload() throws Exception {
        AtomicReference<AgentTls> agent = new AtomicReference<>(AgentTls.NONE);
        try (Looking own = new Looking(new ProbeSettings(agent::get, "", ""));
                TestServer server = new TestServer(Certificates.server(true), (_, out) -> send(out, ok("")))) {
            String check = check("https://127.0.0.1:" + server.port() + "/");
            assertThat(own.at(check).output()).endsWith("x509: certificate signed by unknown authority");

            agent.set(Certificates.authority());
            assertThat(own.at(check).status()).isEqualTo("critical");
            agent.set(Certificates.agent("client", ""));
            assertThat(own.at(check).status()).isEqualTo("passing");
            agent.set(Certificates.agent("client", "other.example"));
            assertThat(own.at(check).output()).contains("x509: ");
            agent.set(AgentTls.NONE);
            assertThat(own.at(check).output()).endsWith("x509: certificate signed by unknown authority");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tls12, , passing",
        "tls13, , critical",
        "tls12, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, passing",
        "tls12, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, critical"
    })
    void theAgentsVersionsAndSuitesHoldForItsChecks(String minVersion, @Nullable String suite, String status)
            throws Exception {
        AgentTls agent = Certificates.speaking(minVersion, suite == null ? List.of() : List.of(suite));
        try (Looking own = new Looking(new ProbeSettings(() -> agent, "", ""));
                TestServer server =
                        new TestServer(Certificates.server(HttpProbeTest::old), (_, out) -> send(out, ok("")))) {
            assertThat(own.at(check("https://127.0.0.1:" + server.port() + "/")).status())
                    .isEqualTo(status);
        }
    }

    private static void old(SSLServerSocket socket) {
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"});
    }

    @Test
    void aCertificateMustBeForTheNameThatIsExpected() throws Exception {
        ProbeSettings settings = new ProbeSettings(Certificates::authority, "", "");
        try (Looking own = new Looking(settings);
                TestServer server = new TestServer(Certificates.server(false), (_, out) -> send(out, ok("")))) {
            String url = "https://127.0.0.1:" + server.port() + "/";

            assertThat(own.at(check(url)).status()).isEqualTo("passing");
            assertThat(own.at(check(url, ",'TLSServerName':'localhost'")).status())
                    .isEqualTo("passing");
            assertThat(own.at(check(url, ",'TLSServerName':'other.example'")).output())
                    .startsWith("Get \"" + url + "\": x509: ");
        }
    }

    @ParameterizedTest
    @CsvSource({"web1, web1", "web.example, web.example", "10.0.0.1, ", "::1, ", "my_web, ", "'', "})
    void tellsAServerItsName(String peer, @Nullable String name) {
        SNIHostName shown = Tls.serverName(peer);

        assertThat(shown == null ? null : shown.getAsciiName()).isEqualTo(name);
    }

    @Test
    void plainTextWhereTlsIsExpectedIsCritical() throws Exception {
        try (TestServer server = TestServer.answering(ok(""))) {
            // the server waits for an end of a head that never comes; it sees this one
            assertThat(looking.at(check("http://127.0.0.1:" + server.port())).status())
                    .isEqualTo("passing");
        }
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var socket = server.accept()) {
                    socket.getInputStream().read();
                    send(socket.getOutputStream(), "HTTP/1.0 400 Bad Request\r\n\r\n");
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // hung up
                }
            });
            assertThat(looking.at(check("https://127.0.0.1:" + server.getLocalPort() + "/"))
                            .output())
                    .endsWith("tls: first record does not look like a TLS handshake");
        }
    }

    /// Any bytes at all are an answer or a fault, never silence and never an exception that ends the event loop.
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void anyBytesAreAnAnswer(long seed) throws Exception {
        Random random = new Random(seed);
        String[] seeds = {
            ok("body"),
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n",
            "HTTP/1.0 302 Found\r\nLocation: http://[::1]:1/\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n"
        };
        for (int i = 0; i < 60; i++) {
            byte[] bytes = seeds[random.nextInt(seeds.length)].getBytes(StandardCharsets.ISO_8859_1);
            for (int j = random.nextInt(6); j > 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            byte[] answer = java.util.Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
            try (TestServer server = new TestServer((_, out) -> out.write(answer))) {
                Finding found = looking.at(check("http://127.0.0.1:" + server.port(), ",'DisableRedirects':true"));
                assertThat(found.output()).as("seed %d, try %d", seed, i).isNotEmpty();
            }
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
