package io.praetor.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.rpc.yamux.YamuxSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The pool against a server played by hand: what it sends, and what it makes of the answers.
class PooledSessionTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String OPEN_1 = "000100010000000100000000";
    private static final String ACK_1 = "000100020000000100000000";
    private static final String FIN_1 = "000100040000000100000000";
    private static final byte[] EMPTY = {(byte) 0x80};
    private static final String PING_1 =
            "000000000000000100000021" + "82a353657101ad536572766963654d6574686f64ab5374617475732e50696e67" + "80";

    private final NetworkLoops loops = new NetworkLoops(1);
    private final ScriptedServer script;
    private RpcPool pool = new RpcPool(loops, PoolSettings.CLIENT, RpcTls.none());

    PooledSessionTest() throws IOException {
        script = new ScriptedServer();
    }

    @AfterEach
    void close() throws IOException {
        pool.close();
        script.close();
        loops.close();
    }

    private CompletableFuture<byte[]> ping() {
        return pool.call(script.server(), "Status.Ping", EMPTY, LONG);
    }

    /// One call up to its request.
    private CompletableFuture<byte[]> begin() throws IOException {
        CompletableFuture<byte[]> call = ping();
        script.accept();
        assertThat(script.read(1 + 12 + 12 + 33)).isEqualTo("04" + OPEN_1 + PING_1);
        return call;
    }

    private static String answer(int stream, int seq, String errorAndBody) {
        String error = errorAndBody.substring(0, errorAndBody.length() - 2);
        String body = errorAndBody.substring(errorAndBody.length() - 2);
        String response = "83a54572726f72" + error + "a3536571%02x".formatted(seq)
                + "ad536572766963654d6574686f64ab5374617475732e50696e67" + body;
        return "00000000%08x%08x".formatted(stream, response.length() / 2) + response;
    }

    @Test
    void opensTheSessionAsRecorded() throws Exception {
        CompletableFuture<byte[]> call = begin();

        script.write(ACK_1 + answer(1, 1, "a080"));

        assertThat(call.get()).isEqualTo(EMPTY);
    }

    @Test
    void usesTheStreamAgainAfterSuccess() throws Exception {
        CompletableFuture<byte[]> first = begin();
        script.write(ACK_1 + answer(1, 1, "a080"));
        first.get();

        CompletableFuture<byte[]> second = ping();

        assertThat(script.read(45)).startsWith("000000000000000100000021" + "82a353657102");
        script.write(answer(1, 2, "a080"));
        assertThat(second.get()).isEqualTo(EMPTY);
    }

    @Test
    void closesTheStreamAfterAnErrorReply() throws Exception {
        CompletableFuture<byte[]> call = begin();

        script.write(ACK_1 + answer(1, 1, "a26e6f80"));

        assertThatThrownBy(call::get).hasCauseInstanceOf(RpcError.class).hasMessageContaining("no");
        assertThat(script.read(12)).isEqualTo(FIN_1);
    }

    @Test
    void dropsTheSessionWhenAStreamEndsWithoutAnAnswer() throws Exception {
        CompletableFuture<byte[]> call = begin();

        script.write(ACK_1 + FIN_1);

        assertThatThrownBy(call::get).hasCauseInstanceOf(IOException.class).hasMessageContaining("EOF");
        assertThat(script.isAtEnd()).isTrue();
    }

    @Test
    void resetsTheStreamOfACallThatIsCancelled() throws Exception {
        CompletableFuture<byte[]> call = begin();

        call.cancel(false);

        assertThat(script.read(12)).isEqualTo("000100080000000100000000");
    }

    @Test
    void opensAnotherSessionTowardAServerThatGoesAway() throws Exception {
        CompletableFuture<byte[]> first = begin();
        script.write(ACK_1 + "000300000000000000000000" + answer(1, 1, "a080"));
        first.get();

        CompletableFuture<byte[]> second = ping();
        script.accept();
        assertThat(script.read(25)).startsWith("04" + OPEN_1);
        script.read(33);
        script.write(ACK_1 + answer(1, 2, "a080"));

        assertThat(second.get()).isEqualTo(EMPTY);
    }

    @Test
    void refusesAnAnswerToAnotherCall() throws Exception {
        CompletableFuture<byte[]> call = begin();

        script.write(ACK_1 + answer(1, 7, "a080"));

        assertThatThrownBy(call::get).hasCauseInstanceOf(IOException.class).hasMessageContaining("makes no sense");
    }

    @Test
    void failsCallsOfASessionInTheOriginalsWords() throws Exception {
        CompletableFuture<byte[]> call = begin();

        script.close();

        assertThatThrownBy(call::get).hasCauseInstanceOf(IOException.class).hasMessageContaining("EOF");
    }

    @Test
    void closesASessionThatIsIdle() throws Exception {
        pool.close();
        pool = new RpcPool(
                loops,
                new PoolSettings(
                        Duration.ofSeconds(10),
                        Duration.ofMillis(10),
                        32,
                        10,
                        1 << 20,
                        Duration.ofSeconds(10),
                        YamuxSettings.DEFAULT),
                RpcTls.none());
        CompletableFuture<byte[]> call = begin();
        script.write(ACK_1 + answer(1, 1, "a080"));
        call.get();

        assertThat(script.isAtEnd()).isTrue();
        while (pool.servers() > 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void closesTheConnectionsOfAForgottenServer() throws Exception {
        CompletableFuture<byte[]> call = begin();

        pool.forget(script.server());

        assertThatThrownBy(call::get).hasMessageContaining("session shutdown");
        assertThat(script.isAtEnd()).isTrue();
    }

    @Test
    void opensASnapshotStream() throws Exception {
        try (ByteStream stream = pool.snapshot(script.server())) {
            stream.out().write(new byte[] {1, 2, 3});
            stream.endOutput();
            script.accept();
            assertThat(script.read(4)).isEqualTo("05010203");
            assertThat(script.isAtEnd()).isTrue();
            script.write("0a0b");
            script.close();

            assertThat(stream.in().readAllBytes()).containsExactly(10, 11);
        }
    }
}
