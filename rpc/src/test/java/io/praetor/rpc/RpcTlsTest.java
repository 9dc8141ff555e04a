package io.praetor.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.telemetry.Telemetry;
import io.praetor.model.tls.TlsContext;
import io.praetor.rpc.RpcTls.Rules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every way to come to the server port, with TLS and without.
class RpcTlsTest {
    private static final String SERVER = "server.dc1.consul";
    private static final byte[] BODY = {(byte) 0xa2, 'h', 'i'};
    /// A call as it travels.
    private static final byte[] CALL =
            HexFormat.of().parseHex("82a353657101ad536572766963654d6574686f64a9546573742e4563686fa26869");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final NetworkLoops loops = new NetworkLoops(2);
    private final List<AutoCloseable> open = new ArrayList<>();
    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> restored = new LinkedBlockingQueue<>();
    private final BlockingQueue<IOException> broken = new LinkedBlockingQueue<>();
    private TestCertificates ca;
    private TlsContext server;
    private TlsContext client;

    /// What is carried over the port.
    enum Load {
        CALL,
        RAFT,
        SNAPSHOT
    }

    @BeforeEach
    void issue() throws Exception {
        ca = new TestCertificates(folder, "ca");
        server = ca.of(SERVER);
        client = ca.of("client.dc1.consul");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        loops.close();
    }

    private static Rules rules(@Nullable TlsContext context, boolean incoming, boolean outgoing, boolean name) {
        return new Rules(context, incoming, outgoing, name, "dc1", "consul");
    }

    private static RpcTls tls(Rules rules) {
        return new RpcTls(rules, task -> Thread.ofVirtual().start(task));
    }

    private ServerPort port(Rules rules) throws IOException {
        return port(tls(rules));
    }

    private ServerPort port(RpcTls tls) throws IOException {
        RaftLinks links = new RaftLinks(loops, Duration.ofSeconds(10), tls, "dc1");
        links.accept(link -> new MessageLinks.Receiver() {
            @Override
            public void received(byte[] message) {
                link.send(message);
            }

            @Override
            public void closed() {}
        });
        ServerPort port = ServerPort.open(
                loops,
                ServerPortSettings.of(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))),
                new ServerPort.Services(new EchoHandler(), this::snapshot, links, tls),
                Telemetry.NONE);
        open.add(port);
        return port;
    }

    /// Takes everything until the other end is done, then answers with as much.
    private void snapshot(ByteStream stream) throws IOException {
        byte[] all;
        try {
            all = stream.in().readAllBytes();
        } catch (IOException e) {
            broken.add(e);
            throw e;
        }
        restored.add(all);
        stream.out().write(all);
        stream.out().flush();
    }

    private String carry(Load load, ServerPort to, Rules rules) throws Exception {
        return carry(load, to, tls(rules));
    }

    /// Carries something there and back.
    ///
    /// @return `ok`, or why it did not arrive
    private String carry(Load load, ServerPort to, RpcTls tls) throws Exception {
        InetSocketAddress address = to.addresses().getFirst();
        RpcClient.Server target = new RpcClient.Server("srv1", "dc1", address);
        try (RpcPool pool = new RpcPool(loops, PoolSettings.CLIENT, tls)) {
            switch (load) {
                case CALL ->
                    assertThat(pool.call(target, "Test.Echo", BODY, PATIENCE).get())
                            .isEqualTo(BODY);
                case SNAPSHOT -> {
                    byte[] archive = new byte[3_000_000];
                    new Random(1).nextBytes(archive);
                    try (ByteStream stream = pool.snapshot(target)) {
                        stream.out().write(archive);
                        stream.endOutput();
                        byte[] back = stream.in().readAllBytes();
                        if (!Arrays.equals(back, archive)) {
                            // an end that comes before the port has taken notice of what it refuses
                            return back.length + " bytes came back";
                        }
                    }
                }
                case RAFT -> raft(address, tls);
            }
            return "ok";
        } catch (ExecutionException | IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void raft(InetSocketAddress address, RpcTls tls) throws Exception {
        RaftLinks links = new RaftLinks(loops, Duration.ofSeconds(10), tls, "dc1");
        MessageLinks.Link link = links.dial(address, new MessageLinks.Receiver() {
                    @Override
                    public void received(byte[] message) {
                        received.add(message);
                    }

                    @Override
                    public void closed() {}
                })
                .get();
        byte[] message = new byte[5_000_000];
        link.send(message);
        assertThat(received.poll(60, TimeUnit.SECONDS)).isEqualTo(message);
        link.close();
    }

    // ---- who may come

    @ParameterizedTest
    @EnumSource
    void withoutTlsEverythingIsPlain(Load load) throws Exception {
        assertThat(carry(load, port(Rules.NONE), Rules.NONE)).isEqualTo("ok");
    }

    @ParameterizedTest
    @EnumSource
    void everythingGoesOverTls(Load load) throws Exception {
        ServerPort port = port(rules(server, true, true, true));

        assertThat(carry(load, port, rules(server, true, true, true))).isEqualTo("ok");
    }

    @ParameterizedTest
    @EnumSource
    void plainIsTakenAsLongAsNothingIsVerified(Load load) throws Exception {
        ServerPort port = port(rules(server, false, true, false));

        assertThat(carry(load, port, Rules.NONE)).isEqualTo("ok");
        assertThat(carry(load, port, rules(ca.bare(), false, true, false))).isEqualTo("ok");
    }

    @ParameterizedTest
    @EnumSource
    void plainIsRefusedWhereCertificatesAreVerified(Load load) throws Exception {
        ServerPort port = port(rules(server, true, false, false));

        assertThat(carry(load, port, Rules.NONE)).isNotEqualTo("ok");
        assertThat(carry(load, port, rules(client, false, false, false))).isNotEqualTo("ok");
        assertThat(restored.stream().filter(archive -> archive.length > 0)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whoHasNoCertificateOfTheAuthorityIsRefused(Load load) throws Exception {
        ServerPort port = port(rules(server, true, true, false));
        TestCertificates other = new TestCertificates(folder, "other");
        // with much under way, the reason may be lost
        assertThat(carry(load, port, rules(ca.bare(), false, true, false)))
                .endsWith(load == Load.SNAPSHOT ? "" : "remote error: tls: certificate required")
                .isNotEqualTo("ok");
        // even if it believes the server
        assertThat(carry(load, port, rules(other.believing(ca), false, true, false)))
                .endsWith(load == Load.SNAPSHOT ? "" : "remote error: tls: unknown certificate")
                .isNotEqualTo("ok");
        assertThat(carry(load, port, rules(client, false, true, false))).isEqualTo("ok");
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatOnlyPretendsIsRefused(Load load) throws Exception {
        ServerPort withClientCertificate = port(rules(client, true, true, false));
        TestCertificates other = new TestCertificates(folder, "other");
        ServerPort stranger = port(rules(other.of(SERVER), false, true, false));
        Rules verifying = rules(server, true, true, true);

        assertThat(carry(load, withClientCertificate, verifying))
                .endsWith("x509: certificate is valid for client.dc1.consul, not server.dc1.consul");
        assertThat(carry(load, stranger, verifying)).endsWith("x509: certificate signed by unknown authority");
        // without the name, any certificate of the authority will do
        assertThat(carry(load, withClientCertificate, rules(server, true, true, false)))
                .isEqualTo("ok");
    }

    @Test
    void raftIsForServers() throws Exception {
        ServerPort port = port(rules(server, true, true, true));
        Rules asClient = rules(client, true, true, true);

        assertThat(carry(Load.RAFT, port, asClient)).endsWith("closed before it spoke our Raft");
        assertThat(carry(Load.CALL, port, asClient)).isEqualTo("ok");
        assertThat(carry(Load.SNAPSHOT, port, asClient)).isEqualTo("ok");
        // a server of another datacenter is none of ours
        assertThat(carry(Load.RAFT, port, rules(ca.of("server.dc2.consul"), true, true, true)))
                .endsWith("closed before it spoke our Raft");
    }

    @ParameterizedTest
    @EnumSource
    void neverGoesBackToPlain(Load load) throws Exception {
        // it would take both
        ServerPort noTls = port(Rules.NONE);

        assertThat(carry(load, noTls, rules(client, false, true, false))).isNotEqualTo("ok");
        assertThat(restored).isEmpty();
    }

    @Test
    void asksForTheNameOfTheServersOwnDatacenter() throws Exception {
        ServerPort far = port(rules(ca.of("server.dc2.consul"), true, true, true));
        RpcClient.Server target =
                new RpcClient.Server("srv1", "dc2", far.addresses().getFirst());
        RpcClient.Server wrong =
                new RpcClient.Server("srv1", "dc3", far.addresses().getFirst());

        try (RpcPool pool = new RpcPool(loops, PoolSettings.SERVER, tls(rules(server, true, true, true)))) {
            assertThat(pool.call(target, "Test.Echo", BODY, PATIENCE).get()).isEqualTo(BODY);
            CompletableFuture<byte[]> refused = pool.call(wrong, "Test.Echo", BODY, PATIENCE);
            assertThatThrownBy(refused::get)
                    .cause()
                    .isInstanceOf(IOException.class)
                    .hasMessage("rpc error getting client: failed to get conn: "
                            + "x509: certificate is valid for server.dc2.consul, not server.dc3.consul");
        }
    }

    @Test
    void rulesWithoutAuthoritiesAreNone() throws Exception {
        assertThatThrownBy(() -> rules(null, true, false, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rules(null, false, true, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rules(ca.bare(), true, false, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rules(server, true, false, true)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatARefusingServerDidNotLookAtMayBeSentAgain() throws Exception {
        ServerPort port = port(rules(server, true, true, false));
        RpcClient.Server target =
                new RpcClient.Server("srv1", "dc1", port.addresses().getFirst());

        try (RpcPool pool = new RpcPool(loops, PoolSettings.CLIENT, tls(rules(ca.bare(), false, true, false)))) {
            assertThatThrownBy(
                            () -> pool.call(target, "Test.Echo", BODY, PATIENCE).get())
                    .cause()
                    .isInstanceOf(IOException.class)
                    .hasMessage("rpc error getting client: failed to get conn: "
                            + "remote error: tls: certificate required");
        }
    }

    // ---- change

    @Test
    void rulesChangeWhileSessionsStand() throws Exception {
        RpcTls ofServer = tls(rules(server, true, true, true));
        RpcTls ofClient = tls(rules(client, false, true, true));
        ServerPort port = port(ofServer);
        RpcClient.Server target =
                new RpcClient.Server("srv1", "dc1", port.addresses().getFirst());
        TestCertificates next = new TestCertificates(folder, "next");
        try (RpcPool before = new RpcPool(loops, PoolSettings.CLIENT, ofClient)) {
            assertThat(before.call(target, "Test.Echo", BODY, PATIENCE).get()).isEqualTo(BODY);

            ofServer.change(rules(next.of(SERVER), true, true, true));

            assertThat(before.call(target, "Test.Echo", BODY, PATIENCE).get()).isEqualTo(BODY);
            assertThat(carry(Load.CALL, port, ofClient)).endsWith("x509: certificate signed by unknown authority");
            ofClient.change(rules(next.of("client.dc1.consul"), false, true, true));
            assertThat(carry(Load.CALL, port, ofClient)).isEqualTo("ok");
        }
    }

    // ---- bytes

    private static Socket connect(ServerPort port) throws IOException {
        InetSocketAddress address = port.addresses().getFirst();
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    /// What the port answers before it closes.
    private static byte[] answer(ServerPort port, byte[] bytes) throws IOException {
        try (Socket socket = connect(port)) {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            return socket.getInputStream().readAllBytes();
        } catch (java.net.SocketException _) {
            return new byte[0];
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01", "02", "04", "05", "06", "07", "08", "09", "ff", "0082a353657106"})
    void everyPlainByteIsRefusedWhereCertificatesAreVerified(String hex) throws Exception {
        ServerPort port = port(rules(server, true, true, true));

        byte[] answer = answer(port, HexFormat.of().parseHex(hex));

        // at most TLS's own words
        assertThat(answer.length == 0 || answer[0] == 0x15)
                .as(HexFormat.of().formatHex(answer))
                .isTrue();
    }

    @Test
    void refusesTlsWhereThereIsNone() throws Exception {
        ServerPort port = port(Rules.NONE);

        assertThat(answer(port, new byte[] {3, 0x16, 3, 1})).isEmpty();
        assertThat(answer(port, new byte[] {0x16, 3, 1})).isEmpty();
    }

    @Test
    void garbageInsteadOfTlsHurtsNobody() throws Exception {
        ServerPort port = port(rules(server, true, true, true));
        Random random = new Random(20261127);
        byte[] hello = clientHello();
        for (int run = 0; run < 150; run++) {
            byte[] bytes;
            if (run % 2 == 0) {
                bytes = new byte[random.nextInt(300)];
                random.nextBytes(bytes);
            } else {
                bytes = Arrays.copyOf(hello, 1 + random.nextInt(hello.length));
                for (int change = random.nextInt(4); change > 0; change--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
            byte[] sent = new byte[bytes.length + 1];
            sent[0] = 3;
            System.arraycopy(bytes, 0, sent, 1, bytes.length);
            byte[] answer = answer(port, run % 3 == 0 ? bytes : sent);
            assertThat(answer.length == 0 || answer[0] == 0x15 || answer[0] == 0x16)
                    .isTrue();
        }

        assertThat(carry(Load.CALL, port, rules(client, true, true, true))).isEqualTo("ok");
    }

    private byte[] clientHello() throws Exception {
        var engine = client.client(SERVER);
        java.nio.ByteBuffer out = java.nio.ByteBuffer.allocate(1 << 16);
        engine.beginHandshake();
        engine.wrap(java.nio.ByteBuffer.allocate(0), out);
        return Arrays.copyOf(out.array(), out.position());
    }

    private SecretClient secret(ServerPort port, int firstByte, SSLEngine engine) throws Exception {
        return new SecretClient(loops, port.addresses().getFirst(), firstByte, engine);
    }

    @Test
    void garbageWithinTlsHurtsNobody() throws Exception {
        ServerPort port = port(rules(server, false, true, false));
        Random random = new Random(7);
        for (int run = 0; run < 40; run++) {
            byte[] bytes = new byte[1 + random.nextInt(2000)];
            random.nextBytes(bytes);
            bytes[0] = (byte) random.nextInt(12);
            try (SecretClient garbage = secret(port, 3, client.client(null))) {
                garbage.send(bytes);
                garbage.end();
            }
        }

        assertThat(carry(Load.CALL, port, rules(client, true, true, true))).isEqualTo("ok");
        assertThat(carry(Load.RAFT, port, rules(server, true, true, true))).isEqualTo("ok");
    }

    @Test
    void anEndWithoutGoodbyeIsNoEnd() throws Exception {
        ServerPort port = port(rules(server, false, true, false));
        try (SecretClient cutting = secret(port, 3, client.client(null))) {
            assertThat(cutting.shakesHands()).isTrue();
            cutting.send((byte) 5, (byte) 1, (byte) 2, (byte) 3);
            cutting.cut();

            assertThat(cutting.readAll()).isEmpty();
            // the archive that was cut is not taken for a whole one
            assertThat(broken.poll(60, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(restored).isEmpty();
    }

    @Test
    void thereIsNoTlsWithinTls() throws Exception {
        ServerPort port = port(rules(server, true, true, true));
        for (int inner : new int[] {3, 7, 0x16}) {
            try (SecretClient nesting = secret(port, 3, server.client(SERVER))) {
                nesting.send((byte) inner);
                assertThat(nesting.readAll()).isEmpty();
            }
        }
    }

    // ---- native TLS

    private static SSLEngine agreeing(TlsContext context, String... protocols) {
        SSLEngine engine = context.client(SERVER);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        engine.setSSLParameters(parameters);
        return engine;
    }

    @Test
    void aConnectionMayBeginWithTls() throws Exception {
        ServerPort port = port(rules(server, false, true, true));

        try (SecretClient calling = secret(port, -1, agreeing(client, "h2", "consul/rpc-single"))) {
            calling.send(CALL);
            assertThat(HexFormat.of().formatHex(calling.read(20))).startsWith("83a54572726f72a0");
        }
        try (SecretClient raft = secret(port, -1, agreeing(server, "consul/raft"))) {
            assertThat(raft.read(8)).startsWith('P', 'R', 'A');
        }
        try (SecretClient snapshot = secret(port, -1, agreeing(client, "consul/rpc-snapshot"))) {
            snapshot.send((byte) 1, (byte) 2);
            snapshot.end();
            assertThat(snapshot.readAll()).containsExactly(1, 2);
        }
        try (SecretClient many = secret(port, -1, agreeing(client, "consul/rpc-multi"))) {
            many.send(HexFormat.of().parseHex("000200010000000000000007"));
            assertThat(many.read(12)).isEqualTo(HexFormat.of().parseHex("000200020000000000000007"));
        }
    }

    @Test
    void whoBeginsWithTlsMustShowACertificateAndSayWhatFollows() throws Exception {
        ServerPort port = port(rules(server, false, true, false));

        try (SecretClient nameless = secret(port, -1, agreeing(ca.bare(), "consul/rpc-single"))) {
            nameless.send(CALL);
            assertThat(nameless.readAll()).isEmpty();
        }
        try (SecretClient mute = secret(port, -1, client.client(SERVER))) {
            assertThat(mute.readAll()).isEmpty();
        }
        try (SecretClient other = secret(port, -1, agreeing(client, "h2"))) {
            assertThat(other.shakesHands()).isFalse();
        }
        ServerPort strict = port(rules(server, true, true, true));
        try (SecretClient raft = secret(strict, -1, agreeing(client, "consul/raft"))) {
            assertThat(raft.readAll()).isEmpty();
        }
    }
}
