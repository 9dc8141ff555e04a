package io.praetor.client;

import static io.praetor.client.WireServer.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.praetor.model.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTest {
    private static final byte[] OK = bytes("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nTrailer: 1\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\nhello",
                "HTTP/1.0 200 OK\r\nConnection: close\r\n\r\nhello",
                "HTTP/1.1 200 OK\ncontent-length:5\n\nhello",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
            })
    void readsBodiesOfEveryKind(String answer) throws IOException {
        try (WireServer server = new WireServer(List.of(List.of(bytes(answer))));
                ConsulClient client = ConsulClient.open(server.settings())) {
            assertThat(client.kv().value("x", Query.DEFAULT)).hasValue(Bytes.of("hello"));
        }
    }

    @Test
    void usesAConnectionAgain() throws IOException {
        try (WireServer server = new WireServer(List.of(List.of(OK, OK)));
                ConsulClient client = ConsulClient.open(server.settings())) {
            client.kv().value("a", Query.DEFAULT);
            Optional<Bytes> second = client.kv().value("b", Query.DEFAULT);

            assertThat(second).hasValue(Bytes.of("hello"));
        }
    }

    @Test
    void asksAgainWhenAnIdleConnectionWasClosedMeanwhile() throws IOException {
        try (WireServer server = new WireServer(List.of(List.of(OK), List.of(OK)));
                ConsulClient client = ConsulClient.open(server.settings())) {
            client.kv().value("a", Query.DEFAULT);
            Optional<Bytes> second = client.kv().value("b", Query.DEFAULT);

            assertThat(second).hasValue(Bytes.of("hello"));
            assertThat(server.heads()).hasSize(2);
        }
    }

    @Test
    void sendsTokenAndPasswordAndNothingItWasNotTold() throws IOException {
        try (WireServer server = new WireServer(List.of(List.of(OK)))) {
            ClientSettings base = server.settings();
            ClientSettings settings =
                    new ClientSettings(base.address(), "s3cret", "dc2", "", "user:pass", base.tls(), Duration.ZERO);
            try (ConsulClient client = ConsulClient.open(settings)) {
                client.kv().value("a b/ü?", Query.DEFAULT.stale());
            }

            assertThat(server.heads().getFirst())
                    .isEqualTo(
                            "GET /v1/kv/a%20b/%C3%BC%3F?dc=dc2&stale=&raw HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                                    + "\r\nUser-Agent: praetor\r\nX-Consul-Token: s3cret\r\n"
                                    + "Authorization: Basic dXNlcjpwYXNz\r\n\r\n");
        }
    }

    @Test
    void sendsBodiesWithTheirLength() throws IOException {
        byte[] yes = bytes("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntrue");
        try (WireServer server = new WireServer(List.of(List.of(yes)));
                ConsulClient client = ConsulClient.open(server.settings())) {
            boolean written = client.kv().compareAndSet("k", Bytes.of("value"), 7, 12);

            assertThat(written).isTrue();
            assertThat(server.heads().getFirst())
                    .startsWith("PUT /v1/kv/k?cas=12&flags=7 HTTP/1.1\r\n")
                    .endsWith("Content-Length: 5\r\n\r\nvalue");
        }
    }

    @Test
    void carriesStatusAndBodyOfARefusal() throws IOException {
        byte[] refusal = bytes("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 17\r\n\r\nNo cluster leader");
        try (WireServer server = new WireServer(List.of(List.of(refusal)));
                ConsulClient client = ConsulClient.open(server.settings())) {
            ConsulException refused = catchThrowableOfType(
                    ConsulException.class, () -> client.catalog().datacenters());

            assertThat(refused).hasMessage("Unexpected response code: 500 (No cluster leader)");
            assertThat(refused.status()).isEqualTo(500);
            assertThat(refused.body()).isEqualTo("No cluster leader");
            assertThat(refused.isRetrySafe()).isFalse();
        }
    }

    @Test
    void saysWhereNobodyListensAndThatARetryIsSafe() throws IOException {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        ClientSettings settings = ClientSettings.DEFAULT.withAddress(AgentAddress.parse("127.0.0.1:" + port, false));

        try (ConsulClient client = ConsulClient.open(settings)) {
            ConsulException refused = catchThrowableOfType(
                    ConsulException.class, () -> client.kv().value("x", Query.DEFAULT));

            assertThat(refused)
                    .hasMessage(
                            "Get \"http://127.0.0.1:%d/v1/kv/x\": dial tcp 127.0.0.1:%d: connect: connection refused",
                            port, port);
            assertThat(refused.isRetrySafe()).isTrue();
        }
    }

    @Test
    void doesNotRepeatAWriteWhoseFateIsUnknown() throws IOException {
        try (WireServer server = new WireServer(List.of(List.of(new byte[0]), List.of(OK)));
                ConsulClient client = ConsulClient.open(server.settings())) {
            ConsulException lost = catchThrowableOfType(
                    ConsulException.class, () -> client.kv().put("k", Bytes.of("v")));

            assertThat(lost).hasMessageEndingWith("/v1/kv/k\": EOF");
            assertThat(lost.isRetrySafe()).isFalse();
            assertThat(server.heads()).hasSize(1);
        }
    }

    @Test
    void doesNotRepeatAWriteOnAnotherConnectionEither() throws IOException {
        try (WireServer server = new WireServer(List.of(List.of(OK, new byte[0]), List.of(OK)));
                ConsulClient client = ConsulClient.open(server.settings())) {
            client.kv().value("a", Query.DEFAULT);

            assertThatThrownBy(() -> client.kv().put("k", Bytes.of("v")))
                    .isInstanceOf(ConsulException.class)
                    .hasMessageEndingWith("/v1/kv/k\": EOF");
            assertThat(server.heads()).hasSize(2);
        }
    }

    @Test
    void followsARedirectOfARead() throws IOException {
        byte[] moved = bytes("HTTP/1.1 301 Moved\r\nLocation: /v1/kv/a/b?raw\r\nContent-Length: 0\r\n\r\n");
        try (WireServer server = new WireServer(List.of(List.of(moved, OK)));
                ConsulClient client = ConsulClient.open(server.settings())) {
            Optional<Bytes> value = client.kv().value("a//b", Query.DEFAULT);

            assertThat(value).hasValue(Bytes.of("hello"));
            assertThat(server.heads().get(1)).startsWith("GET /v1/kv/a/b?raw ");
        }
    }

    @Test
    void keepsTheTokenFromOtherHosts() throws IOException {
        byte[] elsewhere = bytes("HTTP/1.1 302 Found\r\nLocation: http://evil.example/\r\nContent-Length: 0\r\n\r\n");
        try (WireServer server = new WireServer(List.of(List.of(elsewhere)));
                ConsulClient client = ConsulClient.open(server.settings())) {
            assertThatThrownBy(() -> client.kv().value("a", Query.DEFAULT))
                    .isInstanceOf(ConsulException.class)
                    .hasMessageStartingWith("Unexpected response code: 302");
        }
    }

    @Test
    void givesUpAfterTheReadTimeout() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ClientSettings settings = ClientSettings.DEFAULT
                    .withAddress(AgentAddress.parse("127.0.0.1:" + silent.getLocalPort(), false))
                    .withReadTimeout(Duration.ofMillis(20));
            try (ConsulClient client = ConsulClient.open(settings)) {
                assertThatThrownBy(() -> client.kv().value("a", Query.DEFAULT))
                        .isInstanceOf(ConsulException.class)
                        .hasMessageEndingWith("timeout awaiting response headers");
            }
        }
    }

    @Test
    void refusesATokenThatWouldForgeHeaders() throws IOException {
        try (WireServer server = new WireServer(List.of(List.of(OK)));
                ConsulClient client = ConsulClient.open(server.settings().withToken("x\r\nX-Evil: 1"))) {
            assertThatThrownBy(() -> client.kv().value("a", Query.DEFAULT))
                    .isInstanceOf(ConsulException.class)
                    .hasMessageContaining("invalid header field value");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 2x0 OK\r\n\r\n",
                "SSH-2.0-OpenSSH\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhello",
                "HTTP/1.1 200",
            })
    void malformedAnswersAreRefused(String answer) throws IOException {
        try (WireServer server = new WireServer(List.of(List.of(bytes(answer))));
                ConsulClient client = ConsulClient.open(server.settings())) {
            assertThatThrownBy(() -> client.kv().value("x", Query.DEFAULT)).isInstanceOf(ConsulException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damagedAnswersAreReadOrRefusedNothingElse(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] whole = ("HTTP/1.1 200 OK\r\nX-Consul-Index: 7\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "4f\r\n[{\"LockIndex\":0,\"Key\":\"x\",\"Flags\":0,\"Value\":\"aGk=\",\"CreateIndex\":5,\"ModifyIndex\":5}]"
                        + "\r\n0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 150; i++) {
            byte[] bytes = whole.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try (WireServer server = new WireServer(List.of(List.of(bytes)));
                    ConsulClient client = ConsulClient.open(server.settings())) {
                client.kv().get("x");
            } catch (ConsulException expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            }
        }
    }
}
