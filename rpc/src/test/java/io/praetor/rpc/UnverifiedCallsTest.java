package io.praetor.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.telemetry.Telemetry;
import io.praetor.model.tls.TlsContext;
import io.praetor.model.tls.TlsFiles;
import io.praetor.rpc.RpcTls.Rules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The calls of those who have no certificate yet (first byte 7).
class UnverifiedCallsTest {
    private static final String SERVER = "server.dc1.consul";
    private static final byte[] BODY = {(byte) 0xa2, 'h', 'i'};
    private static final byte[] CALL =
            HexFormat.of().parseHex("82a353657101ad536572766963654d6574686f64a9546573742e4563686fa26869");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final NetworkLoops loops = new NetworkLoops(2);
    private final List<AutoCloseable> open = new ArrayList<>();
    private final EchoHandler unverified = new EchoHandler();
    private TestCertificates ca;
    private TlsContext server;

    @BeforeEach
    void issue() throws Exception {
        ca = new TestCertificates(folder, "ca");
        server = ca.of(SERVER);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        loops.close();
    }

    private static RpcTls tls(Rules rules) {
        return new RpcTls(rules, task -> Thread.ofVirtual().start(task));
    }

    private InetSocketAddress port(@Nullable TlsContext context, @Nullable CallHandler calls) throws IOException {
        Rules strict = new Rules(context, context != null, context != null, context != null, "dc1", "consul");
        ServerPort port = ServerPort.open(
                loops,
                ServerPortSettings.of(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))),
                new ServerPort.Services(
                        call -> call.fail("rpc: can't find service " + call.method(), true),
                        null,
                        null,
                        tls(strict),
                        calls),
                Telemetry.NONE);
        open.add(port);
        return port.addresses().getFirst();
    }

    /// @return the answer's text, or why there is none
    private String call(InetSocketAddress to, @Nullable TlsContext client, boolean verifyName, String method)
            throws Exception {
        boolean believes = client != null && client.hasAuthorities();
        RpcTls mine = tls(new Rules(client, false, believes, verifyName, "dc1", "consul"));
        try (RpcPool pool = new RpcPool(loops, PoolSettings.CLIENT, mine)) {
            byte[] reply = pool.callUnverified(new RpcClient.Server("", "dc1", to), method, BODY, PATIENCE)
                    .get();
            assertThat(reply).isEqualTo(BODY);
            return "ok";
        } catch (ExecutionException e) {
            return String.valueOf(e.getMessage()).replaceFirst("^[a-zA-Z.]*(Exception|Error): ", "");
        }
    }

    @Test
    void whoeverHasNoCertificateMayAskWhereEverybodyElseNeedsOne() throws Exception {
        InetSocketAddress port = port(server, unverified);

        assertThat(call(port, ca.bare(), true, "Test.Echo")).isEqualTo("ok");
        assertThat(call(port, ca.bare(), true, "Test.Fail")).isEqualTo("no such luck");
        assertThat(call(port, ca.bare(), true, "KVS.Get")).isEqualTo("rpc: can't find service KVS.Get");
    }

    @Test
    void theServerIsVerifiedAsFarAsThereIsSomethingToDoItBy() throws Exception {
        InetSocketAddress port = port(server, unverified);
        InetSocketAddress stranger = port(new TestCertificates(folder, "other").of(SERVER), unverified);
        InetSocketAddress misnamed = port(ca.of("client.dc1.consul"), unverified);
        TlsContext nobody = TlsContext.load(TlsFiles.of("", "", ""), TlsContext.Role.CLIENT, Instant.now());

        assertThat(call(port, nobody, false, "Test.Echo")).isEqualTo("ok");
        assertThat(call(stranger, nobody, false, "Test.Echo")).isEqualTo("ok");
        assertThat(call(stranger, ca.bare(), false, "Test.Echo")).contains("certificate signed by unknown authority");
        assertThat(call(misnamed, ca.bare(), false, "Test.Echo")).isEqualTo("ok");
        assertThat(call(misnamed, ca.bare(), true, "Test.Echo"))
                .contains("x509: certificate is valid for client.dc1.consul, not " + SERVER);
    }

    @Test
    void nobodyIsServedWhereThatIsNotOffered() throws Exception {
        assertThat(call(port(server, null), ca.bare(), true, "Test.Echo"))
                .startsWith("rpc error getting client: failed to get conn: ");
        assertThat(call(port(null, unverified), ca.bare(), true, "Test.Echo"))
                .startsWith("rpc error getting client: failed to get conn: ");
        assertThat(call(port(server, unverified), null, false, "Test.Echo"))
                .isEqualTo("rpc error getting client: failed to get conn: TLS is not configured here");
    }

    @Test
    void aConnectionIsForOneCall() throws Exception {
        InetSocketAddress port = port(server, unverified);

        try (SecretClient client =
                new SecretClient(loops, port, FirstByte.INSECURE_TLS, ca.bare().client(SERVER))) {
            assertThat(client.shakesHands()).isTrue();
            client.send(CALL);
            client.send(CALL);
            String answers = new String(client.readAll(), java.nio.charset.StandardCharsets.ISO_8859_1);
            assertThat(answers.split("Test.Echo", -1)).hasSize(2);
        }
    }

    @Test
    void noFirstByteIsServedWithin() throws Exception {
        InetSocketAddress port = port(server, unverified);

        try (SecretClient client =
                new SecretClient(loops, port, FirstByte.INSECURE_TLS, ca.bare().client(SERVER))) {
            assertThat(client.shakesHands()).isTrue();
            client.send((byte) FirstByte.RAFT, (byte) 0);
            assertThat(client.readAll()).isEmpty();
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() throws Exception {
        InetSocketAddress port = port(server, unverified);
        RpcTls mine = tls(new Rules(ca.bare(), false, true, true, "dc1", "consul"));

        try (RpcPool pool = new RpcPool(loops, PoolSettings.CLIENT, mine)) {
            var call = pool.callUnverified(
                    new RpcClient.Server("", "dc1", port), "Test.Park", BODY, Duration.ofMillis(50));
            assertThat(call).failsWithin(PATIENCE).withThrowableThat().withMessageContaining("no answer to Test.Park");
        }
    }
}
