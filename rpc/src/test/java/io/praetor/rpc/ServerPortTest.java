package io.praetor.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.rpc.wire.RequestHeader;
import io.praetor.rpc.wire.ValueScanner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The port on a real socket: recorded connections played again, and hostile ones.
class ServerPortTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final ServerPortSettings SETTINGS =
            ServerPortSettings.of(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));

    private final NetworkLoops loops = new NetworkLoops(2);
    /// What the handler answers, by method and body.
    private final Map<String, byte[]> answers = new HashMap<>();
    /// What it refuses, by method.
    private final Map<String, String> refusals = new HashMap<>();

    private final CountDownLatch abandoned = new CountDownLatch(1);
    private final CountDownLatch parked = new CountDownLatch(1);
    private final AtomicReference<byte[]> snapshotRequest = new AtomicReference<>(new byte[0]);
    private final JsonNode vectors;
    private ServerPort port;

    ServerPortTest() throws IOException {
        try (InputStream in = ServerPortTest.class.getResourceAsStream("/rpc-vectors.json")) {
            vectors = new ObjectMapper().readTree(in);
        }
    }

    @BeforeEach
    void open() throws IOException {
        open(SETTINGS);
    }

    private void open(ServerPortSettings settings) throws IOException {
        if (port != null) {
            port.close();
        }
        port = ServerPort.open(
                loops,
                settings,
                new ServerPort.Services(this::handle, this::snapshot, null, RpcTls.none()),
                Telemetry.NONE);
    }

    private void handle(CallHandler.Call call) {
        byte[] answer = answers.get(call.method() + HEX.formatHex(call.body()));
        if (call.method().equals("Test.Park")) {
            call.onAbandon(abandoned::countDown);
            parked.countDown();
        } else if (answer != null) {
            call.reply(answer);
        } else {
            String refusal = refusals.getOrDefault(call.method(), "rpc: can't find service " + call.method());
            call.fail(refusal, refusal.startsWith("rpc: can't find"));
        }
    }

    private void snapshot(ByteStream stream) throws IOException {
        snapshotRequest.set(stream.in()
                .readNBytes(vectors.at("/snapshot_stream/request_hex").asText().length() / 2 - 1));
        stream.out()
                .write(HEX.parseHex(
                        vectors.at("/snapshot_stream/response_header_hex").asText()));
        stream.out().write(new byte[3_000_000]);
        stream.out().flush();
    }

    @AfterEach
    void close() {
        port.close();
        loops.close();
    }

    private Socket connect(String hex) throws IOException {
        InetSocketAddress address = port.addresses().getFirst();
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(HEX.parseHex(hex));
        return socket;
    }

    private static String read(Socket socket, int bytes) throws IOException {
        return HEX.formatHex(socket.getInputStream().readNBytes(bytes));
    }

    private static String rest(Socket socket) throws IOException {
        return HEX.formatHex(socket.getInputStream().readAllBytes());
    }

    // ---- recorded

    @Test
    void answersARecordedPlainConnectionByteForByte() throws IOException {
        Socket socket = connect("00");
        for (JsonNode call : vectors.get("plain_connection_first_byte_00")) {
            String request = call.get("request_hex").asText();
            String response = call.get("response_hex").asText();
            String error = call.at("/response_header/Error").asText();
            String method = call.get("method").asText();
            prepare(method, request, response, error);

            socket.getOutputStream().write(HEX.parseHex(request));

            assertThat(read(socket, response.length() / 2)).as(method).isEqualTo(response);
            if (call.get("server_closed_after").asBoolean()) {
                assertThat(rest(socket)).isEmpty();
                socket.close();
                socket = connect("00");
            }
        }
        socket.close();
    }

    private void prepare(String method, String request, String response, String error) {
        byte[] all = HEX.parseHex(response);
        if (error.isEmpty()) {
            answers.put(method + bodyOf(request, false), HEX.parseHex(bodyOf(response, true)));
        } else {
            assertThat(all[all.length - 1]).isEqualTo((byte) 0x80);
            refusals.put(method, error);
        }
    }

    private static String bodyOf(String hex, boolean response) {
        ByteBuf bytes = Unpooled.wrappedBuffer(HEX.parseHex(hex));
        try {
            int head = new ValueScanner().scan(bytes, 0, bytes.writerIndex());
            assertThat(hex).startsWith(response ? "83" : "82");
            return hex.substring(2 * head);
        } catch (DecodeException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void answersARecordedSessionByteForByte() throws IOException {
        JsonNode opening = vectors.get("yamux_opening");
        StringBuilder client = new StringBuilder(opening.get("first_byte_hex").asText());
        int calls = 0;
        for (JsonNode frame : opening.get("frames")) {
            String header = frame.get("header_hex").asText();
            String data = frame.path("data_hex").asText("");
            if (frame.get("sender").asText().equals("client")) {
                client.append(header).append(data);
                if (!data.isEmpty()) {
                    calls++;
                    answerWith(data);
                }
            }
        }
        try (Socket socket = connect(client.toString())) {
            assertThat(read(socket, 12)).isEqualTo("000100020000000100000000");
            List<String> others = new ArrayList<>();
            int seq = 0;
            while (seq < calls || others.size() < 2) {
                String head = read(socket, 12);
                if (head.startsWith("0000")) {
                    seq++;
                    String response = read(socket, Integer.parseInt(head.substring(16), 16));
                    assertThat(response)
                            .startsWith("83a54572726f72a0a3536571" + "0" + seq)
                            .endsWith("81a141c3");
                } else {
                    others.add(head);
                }
            }
            // as recorded: the answer to the ping, and the end after the last answer
            assertThat(others).containsExactly("000200020000000000000000", "000100040000000100000000");
        }
    }

    private void answerWith(String request) {
        String body = bodyOf(request, false);
        String header = request.substring(0, request.length() - body.length());
        try {
            String method = RequestHeader.decode(HEX.parseHex(header)).method();
            answers.put(method + body, HEX.parseHex("81a141c3"));
        } catch (DecodeException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void servesARecordedSnapshotStream() throws IOException {
        String request = vectors.at("/snapshot_stream/request_hex").asText();
        String response = vectors.at("/snapshot_stream/response_header_hex").asText();
        try (Socket socket = connect(request)) {
            assertThat(read(socket, response.length() / 2)).isEqualTo(response);
            assertThat(socket.getInputStream().readAllBytes()).hasSize(3_000_000);
        }
        assertThat(HEX.formatHex(snapshotRequest.get())).isEqualTo(request.substring(2));
    }

    @Test
    void answersACallerThatHasClosedItsDirection() throws IOException {
        answers.put("Status.Ping80", HEX.parseHex("80"));
        try (Socket socket = connect("0082a353657101ad536572766963654d6574686f64ab5374617475732e50696e6780")) {
            socket.shutdownOutput();

            assertThat(rest(socket))
                    .isEqualTo("83a54572726f72a0a353657101ad536572766963654d6574686f64ab5374617475732e50696e6780");
        }
    }

    // ---- hostile

    @Test
    void closesConnectionsOfOtherKinds() throws IOException {
        for (String first : List.of("01", "02", "03", "06", "07", "08", "09", "16", "47", "ff")) {
            try (Socket socket = connect(first)) {
                assertThat(rest(socket)).as(first).isEmpty();
            }
        }
    }

    @Test
    void closesAConnectionThatSaysNothing() throws IOException {
        open(SETTINGS.withLimits(Duration.ofMillis(20), 100));
        try (Socket socket = connect("")) {
            assertThat(rest(socket)).isEmpty();
        }
    }

    @Test
    void limitsTheConnectionsOfOneClient() throws IOException {
        open(SETTINGS.withLimits(Duration.ofSeconds(60), 2));
        answers.put("Status.Ping80", HEX.parseHex("80"));
        String ping = "0082a353657101ad536572766963654d6574686f64ab5374617475732e50696e6780";
        try (Socket first = connect(ping);
                Socket second = connect(ping)) {
            read(first, 10);
            read(second, 10);
            try (Socket third = connect("")) {
                assertThat(rest(third)).isEmpty();
            }
            port.reload(Duration.ofSeconds(60), 3);
            try (Socket third = connect(ping)) {
                assertThat(read(third, 1)).isEqualTo("83");
            }
        }
    }

    @Test
    void abandonsTheCallsOfASessionThatEnds() throws Exception {
        String header = "82a353657101ad536572766963654d6574686f64a9546573742e5061726b80";
        try (Socket socket = connect("04" + "000100010000000100000000" + "0000000000000001" + "0000001f" + header)) {
            assertThat(read(socket, 12)).isEqualTo("000100020000000100000000");
            assertThat(parked.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(port.bufferedBytes()).isPositive();
        }

        assertThat(abandoned.await(60, TimeUnit.SECONDS)).isTrue();
        awaitNothingHeld();
    }

    private void awaitNothingHeld() {
        while (port.bufferedBytes() > 0 || port.connections() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void closesAStreamOfNoRequests() throws IOException {
        try (Socket socket = connect("00c1")) {
            assertThat(rest(socket)).isEmpty();
        }
        try (Socket socket = connect("0080")) {
            assertThat(rest(socket)).isEmpty();
        }
        awaitNothingHeld();
    }

    @Test
    void refusesABodyThatIsNone() throws IOException {
        try (Socket socket = connect("0082a353657101ad536572766963654d6574686f64ab5374617475732e50696e67c1")) {
            assertThat(rest(socket)).startsWith("83a54572726f72").endsWith("80");
        }
        awaitNothingHeld();
    }

    @Test
    void refusesABodyThatIsTooLong() throws IOException {
        open(new ServerPortSettings(
                SETTINGS.addresses(),
                SETTINGS.handshakeTimeout(),
                100,
                1000,
                SETTINGS.maxBufferedPerConnection(),
                SETTINGS.maxRepliesPerConnection(),
                SETTINGS.maxBuffered(),
                SETTINGS.writePatience(),
                SETTINGS.yamux()));
        String body = "da07d0" + "00".repeat(2000);
        try (Socket socket = connect("0082a353657101ad536572766963654d6574686f64ab5374617475732e50696e67" + body)) {
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .contains("longer than 1000 bytes");
        }
        awaitNothingHeld();
    }

    @Test
    void givesUpStreamsThatHoldTooMuch() throws IOException {
        open(new ServerPortSettings(
                SETTINGS.addresses(),
                SETTINGS.handshakeTimeout(),
                100,
                SETTINGS.maxRequestBytes(),
                300_000,
                SETTINGS.maxRepliesPerConnection(),
                SETTINGS.maxBuffered(),
                SETTINGS.writePatience(),
                SETTINGS.yamux()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(HEX.parseHex("04"));
        for (String id : List.of("00000001", "00000003")) {
            out.writeBytes(HEX.parseHex("00010001" + id + "00000000" + "00000000" + id + "00030d40"));
            byte[] body = new byte[200_000];
            byte[] head = HEX.parseHex("82a353657101ad536572766963654d6574686f64ab5374617475732e50696e67db00100000");
            System.arraycopy(head, 0, body, 0, head.length);
            out.writeBytes(body);
        }
        try (Socket socket = connect(HEX.formatHex(out.toByteArray()))) {
            assertThat(read(socket, 36))
                    .contains("000100020000000100000000", "000100020000000300000000")
                    .contains("0001");
            StringBuilder all = new StringBuilder();
            while (all.indexOf("000100080000000300000000") < 0) {
                all.append(read(socket, 12));
            }
        }
        awaitNothingHeld();
    }

    @Test
    void givesUpStreamsWhoseAnswersAreNotTaken() throws IOException {
        open(new ServerPortSettings(
                SETTINGS.addresses(),
                SETTINGS.handshakeTimeout(),
                100,
                SETTINGS.maxRequestBytes(),
                SETTINGS.maxBufferedPerConnection(),
                500_000,
                SETTINGS.maxBuffered(),
                SETTINGS.writePatience(),
                SETTINGS.yamux()));
        answers.put("Status.Ping80", new byte[600_000]);
        String ping = "00000021" + "82a353657101ad536572766963654d6574686f64ab5374617475732e50696e6780";
        try (Socket socket = connect("04" + "000100010000000100000000" + "0000000000000001" + ping)) {
            // one window of the first answer, and no credit for more
            int read = 0;
            while (read < 256 << 10) {
                String head = read(socket, 12);
                if (head.startsWith("0000")) {
                    int length = Integer.parseInt(head.substring(16), 16);
                    read(socket, length);
                    read += length;
                }
            }
            socket.getOutputStream().write(HEX.parseHex("000100010000000300000000" + "0000000000000003" + ping));

            assertThat(read(socket, 24)).isEqualTo("000100020000000300000000" + "000100080000000300000000");
        }
        awaitNothingHeld();
    }

    @Test
    void disconnectsAPeerThatTakesNothing() throws IOException {
        open(new ServerPortSettings(
                SETTINGS.addresses(),
                SETTINGS.handshakeTimeout(),
                100,
                SETTINGS.maxRequestBytes(),
                SETTINGS.maxBufferedPerConnection(),
                SETTINGS.maxRepliesPerConnection(),
                SETTINGS.maxBuffered(),
                Duration.ofMillis(50),
                SETTINGS.yamux()));
        answers.put("Status.Ping80", new byte[64 << 20]);
        try (Socket socket = connect("0082a353657101ad536572766963654d6574686f64ab5374617475732e50696e6780")) {
            awaitNothingHeld();
            assertThat(socket.isClosed()).isFalse();
        }
    }
}
