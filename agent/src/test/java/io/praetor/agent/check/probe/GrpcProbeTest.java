package io.praetor.agent.check.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrpcProbeTest {
    private final Looking looking = new Looking();

    @AfterEach
    void close() {
        looking.close();
    }

    private static String check(String target) {
        return check(target, "");
    }

    private static String check(String target, String more) {
        return "{'GRPC':'" + target + "','Interval':'1s'" + more + "}";
    }

    @Test
    void aServerThatServesIsPassing() throws Exception {
        try (GrpcServer server = GrpcServer.saying(false, 1)) {
            assertThat(looking.at(check(server.target())))
                    .isEqualTo(new Finding("passing", "gRPC check " + server.target() + ": success", false));
            assertThat(server.calls).containsExactly("/grpc.health.v1.Health/Check 0000000000");
        }
    }

    @Test
    void asksForAService() throws Exception {
        try (GrpcServer server = GrpcServer.saying(false, 1)) {
            assertThat(looking.at(check(server.target() + "/a/b")).output())
                    .isEqualTo("gRPC check " + server.target() + "/a/b: success");
            assertThat(server.calls)
                    .containsExactly("/grpc.health.v1.Health/Check 00000000050a03" + GrpcServer.hex("a/b"));
        }
    }

    @Test
    void asksForAServiceWithALongName() throws Exception {
        String name = "s".repeat(300);
        try (GrpcServer server = GrpcServer.saying(false, 1)) {
            looking.at(check(server.target() + "/" + name));

            assertThat(server.calls)
                    .containsExactly("/grpc.health.v1.Health/Check 000000012f0aac02" + GrpcServer.hex(name));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, UNKNOWN", "2, NOT_SERVING", "3, SERVICE_UNKNOWN", "9, 9"})
    void everyOtherStateIsCritical(int state, String name) throws Exception {
        try (GrpcServer server = GrpcServer.saying(false, state)) {
            assertThat(looking.at(check(server.target() + "/web")))
                    .isEqualTo(new Finding("critical", "gRPC " + server.target() + " serving status: " + name, false));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5, unknown service, rpc error: code = NotFound desc = unknown service",
        "12, unknown service grpc.health.v1.Health, "
                + "rpc error: code = Unimplemented desc = unknown service grpc.health.v1.Health",
        "14, 100%25 %C3%BC %zz, rpc error: code = Unavailable desc = 100% ü %zz",
        "99, x, rpc error: code = Code(99) desc = x",
        "abc, x, rpc error: code = Unknown desc = x"
    })
    void anErrorIsCritical(String code, String message, String output) throws Exception {
        try (GrpcServer server = new GrpcServer(false, GrpcServer.error(code, message))) {
            assertThat(looking.at(check(server.target()))).isEqualTo(new Finding("critical", output, false));
        }
    }

    @Test
    void aServerThatKnowsNoGrpcIsCritical() throws Exception {
        GrpcServer.Script notFound = new GrpcServer.Script(new DefaultHttp2Headers().status("404"), null, null);
        try (GrpcServer server = new GrpcServer(false, notFound)) {
            assertThat(looking.at(check(server.target())).output())
                    .isEqualTo("rpc error: code = Unimplemented desc = unexpected HTTP status code received from"
                            + " server: 404");
        }
    }

    @Test
    void anAnswerWithoutAnEndIsCritical() throws Exception {
        GrpcServer.Script cut = new GrpcServer.Script(
                new DefaultHttp2Headers().status("200"),
                Unpooled.wrappedBuffer(new byte[] {0, 0, 0, 0, 2, 8, 1}),
                null);
        try (GrpcServer server = new GrpcServer(false, cut)) {
            assertThat(looking.at(check(server.target())).output())
                    .isEqualTo("rpc error: code = Internal desc = server closed the stream without sending trailers");
        }
    }

    @Test
    void anAnswerThatIsTooLongIsCritical() throws Exception {
        try (GrpcServer server = new GrpcServer(false, GrpcServer.reply(new byte[5000]))) {
            assertThat(looking.at(check(server.target())).output()).contains("ResourceExhausted");
        }
    }

    @Test
    void speaksTls() throws Exception {
        ProbeSettings settings = new ProbeSettings(Certificates::authority, "", "");
        try (Looking own = new Looking(settings);
                GrpcServer server = GrpcServer.saying(true, 1)) {
            assertThat(own.at(check(server.target(), ",'GRPCUseTLS':true")).status())
                    .isEqualTo("passing");
            assertThat(looking.at(check(server.target(), ",'GRPCUseTLS':true,'TLSSkipVerify':true"))
                            .status())
                    .isEqualTo("passing");
            assertThat(looking.at(check(server.target(), ",'GRPCUseTLS':true")).output())
                    .isEqualTo("rpc error: code = Unavailable desc = connection error: desc = \"transport: x509:"
                            + " certificate signed by unknown authority\"");
        }
    }

    @Test
    void aClosedPortIsCritical() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(looking.at(check("127.0.0.1:" + port)).output())
                .isEqualTo("rpc error: code = Unavailable desc = connection error: desc = \"transport: Error while"
                        + " dialing dial tcp 127.0.0.1:" + port + ": connect: connection refused\"");
    }

    @Test
    void aServerThatSaysNothingIsCriticalWhenTimeIsOver() throws Exception {
        try (GrpcServer server = new GrpcServer(false, null)) {
            Looking.Look look = looking.begin(check(server.target()));

            look.attempt().expire();

            assertThat(look.await().output())
                    .isEqualTo("rpc error: code = DeadlineExceeded desc = context deadline exceeded");
        }
    }

    @Test
    void aServerThatSpeaksOtherwiseIsCritical() throws Exception {
        try (TestServer server = TestServer.answering("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            assertThat(looking.at(check("127.0.0.1:" + server.port())).output())
                    .startsWith("rpc error: code = Unavailable desc = ");
        }
    }

    @Test
    void looksAtTheProxyOfAnExposedCheck() throws Exception {
        try (GrpcServer server = GrpcServer.saying(false, 1)) {
            assertThat(looking.at(check("127.0.0.1:1/x", ",'ProxyGRPC':'" + server.target() + "/x'"))
                            .output())
                    .isEqualTo("gRPC check " + server.target() + "/x: success");
        }
    }

    @Test
    void aPingIsEchoed() throws Exception {
        try (GrpcServer server = new GrpcServer(false, null)) {
            assertThat(looking.at("{'H2PING':'" + server.target() + "','Interval':'1s','H2PingUseTLS':false}"))
                    .isEqualTo(new Finding("passing", "HTTP2 ping was successful", false));
        }
    }

    @Test
    void aPingGoesThroughTlsUnlessToldOtherwise() throws Exception {
        try (GrpcServer server = new GrpcServer(true, null)) {
            String ping = "{'H2PING':'" + server.target() + "','Interval':'1s'";

            assertThat(looking.at(ping + ",'TLSSkipVerify':true}").status()).isEqualTo("passing");
            assertThat(looking.at(ping + "}").output())
                    .isEqualTo("HTTP2 ping failed: x509: certificate signed by unknown authority");
        }
    }

    @Test
    void aPingThatNobodyEchoesIsCritical() throws Exception {
        try (TestServer server = TestServer.answering("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            assertThat(looking.at("{'H2PING':'127.0.0.1:" + server.port() + "','Interval':'1s','H2PingUseTLS':false}")
                            .output())
                    .startsWith("HTTP2 ping failed: ");
        }
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Looking.Look look = looking.begin(
                    "{'H2PING':'127.0.0.1:" + silent.getLocalPort() + "','Interval':'1s','H2PingUseTLS':false}");

            look.attempt().expire();

            assertThat(look.await().output()).isEqualTo("HTTP2 ping failed: context deadline exceeded");
        }
    }

    @Test
    void readsAStateAmongFieldsNobodyKnows() {
        byte[] frame = {0, 0, 0, 0, 12, 0x12, 1, 'x', 0x18, (byte) 0x80, 1, 0x08, 2, 0x25, 1, 2, 3};
        assertThat(GrpcHealth.state(frame)).isNull();

        byte[] whole = Arrays.copyOf(frame, 18);
        whole[4] = 13;
        assertThat(GrpcHealth.state(whole)).isEqualTo("NOT_SERVING");
    }

    /// Any bytes are a state or none.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anyBytesAreAStateOrNone(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] message = new byte[random.nextInt(24)];
            random.nextBytes(message);
            byte[] frame = new byte[5 + message.length];
            frame[4] = (byte) (random.nextInt(10) == 0 ? random.nextInt(256) : message.length);
            System.arraycopy(message, 0, frame, 5, message.length);

            String state = GrpcHealth.state(random.nextInt(10) == 0 ? message : frame);

            assertThat(state == null || !state.isEmpty()).isTrue();
        }
    }
}
