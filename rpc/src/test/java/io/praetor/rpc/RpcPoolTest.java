package io.praetor.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.codec.PackWriter;
import io.praetor.model.telemetry.Telemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RpcPoolTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final NetworkLoops loops = new NetworkLoops(2);
    private final EchoHandler echo = new EchoHandler();
    private final RpcPool pool = new RpcPool(loops, PoolSettings.CLIENT, RpcTls.none());
    private ServerPort port;
    private RpcClient.Server server;

    @BeforeEach
    void open() throws IOException {
        port = ServerPort.open(
                loops,
                ServerPortSettings.of(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))),
                ServerPort.Services.of(echo),
                Telemetry.NONE);
        server = new RpcClient.Server("s1", "dc1", port.addresses().getFirst());
    }

    @AfterEach
    void close() {
        pool.close();
        port.close();
        loops.close();
    }

    @Test
    void comesFromTheAddressItIsGiven() throws Exception {
        InetAddress source = InetAddress.getByName("127.0.0.9");
        CompletableFuture<InetAddress> seen = new CompletableFuture<>();
        try (ServerPort other = ServerPort.open(
                        loops,
                        ServerPortSettings.of(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))),
                        ServerPort.Services.of(call -> {
                            seen.complete(call.peer());
                            call.reply(call.body());
                        }),
                        Telemetry.NONE);
                RpcPool bound = new RpcPool(loops, PoolSettings.CLIENT, source, RpcTls.none())) {
            var _ = bound.call(
                    new RpcClient.Server("s2", "dc1", other.addresses().getFirst()), "Status.Ping", big(1), LONG);

            assertThat(seen.get(60, TimeUnit.SECONDS)).isEqualTo(source);
        }
    }

    private CompletableFuture<byte[]> call(String method, byte[] body) {
        return pool.call(server, method, body, LONG);
    }

    static byte[] text(String value) {
        PackWriter writer = new PackWriter();
        writer.text(value);
        return writer.toBytes();
    }

    static byte[] big(int bytes) {
        PackWriter writer = new PackWriter(bytes + 5);
        byte[] raw = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            raw[i] = (byte) (i * 31);
        }
        writer.raw(raw);
        return writer.toBytes();
    }

    @Test
    void carriesACallAndItsAnswer() throws Exception {
        assertThat(call("Test.Echo", text("hello")).get()).isEqualTo(text("hello"));
    }

    @Test
    void usesOneConnectionForManyCalls() throws Exception {
        List<CompletableFuture<byte[]>> calls = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            calls.add(call("Test.Echo", text("n" + i)));
        }

        for (int i = 0; i < 1000; i++) {
            assertThat(calls.get(i).get()).isEqualTo(text("n" + i));
        }
        assertThat(port.connections()).isEqualTo(1);
    }

    @Test
    void carriesBodiesLongerThanAWindow() throws Exception {
        byte[] body = big(12 << 20);

        assertThat(call("Test.Echo", body).get()).isEqualTo(body);
    }

    @Test
    void keepsThousandsOfCallsUnderWay() throws Exception {
        List<CompletableFuture<byte[]>> calls = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            calls.add(call("Test.Park", text("n" + i)));
        }
        for (int i = 0; i < 3000; i++) {
            CallHandler.Call parked = echo.parked.take();
            parked.reply(parked.body());
        }

        for (int i = 0; i < 3000; i++) {
            assertThat(calls.get(i).get()).isEqualTo(text("n" + i));
        }
    }

    @Test
    void tellsTheServersTextWhenItRefuses() throws Exception {
        assertThatThrownBy(() -> call("Test.Fail", text("")).get())
                .isInstanceOf(ExecutionException.class)
                .hasCause(new RpcError("no such luck"));
        assertThat(call("Test.Echo", text("again")).get()).isEqualTo(text("again"));
    }

    @Test
    void tellsThatASessionEnded() throws Exception {
        CompletableFuture<byte[]> parked = call("Test.Park", text(""));
        echo.parked.take();

        port.close();

        assertThatThrownBy(parked::get).hasCauseInstanceOf(IOException.class).hasMessageContaining("EOF");
    }

    @Test
    void namesTheServerThatCannotBeReached() throws Exception {
        // takes a port, so that nobody else does, but does not listen
        try (Socket mute = new Socket()) {
            mute.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            RpcClient.Server nobody =
                    new RpcClient.Server("s2", "dc1", (InetSocketAddress) mute.getLocalSocketAddress());

            assertThatThrownBy(
                            () -> pool.call(nobody, "Test.Echo", text(""), LONG).get())
                    .hasCauseInstanceOf(IOException.class)
                    .hasMessageContaining("rpc error getting client: failed to get conn: dial tcp 127.0.0.1:"
                            + mute.getLocalPort() + ": connect: connection refused");
        }
    }

    @Test
    void tellsTheServerThatACallIsGivenUp() throws Exception {
        CompletableFuture<byte[]> given = call("Test.Park", text(""));
        CountDownLatch abandoned = new CountDownLatch(1);
        echo.parked.take().onAbandon(abandoned::countDown);

        given.cancel(false);

        assertThat(abandoned.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(call("Test.Echo", text("again")).get()).isEqualTo(text("again"));
    }

    @Test
    void givesUpWhenTheTimeIsOver() {
        CompletableFuture<byte[]> late = pool.call(server, "Test.Park", text(""), Duration.ofMillis(20));

        assertThatThrownBy(late::get).hasMessageContaining("i/o timeout");
    }

    @Test
    void dialsAnewAfterTheServerCameBack() throws Exception {
        assertThat(call("Test.Echo", text("a")).get()).isEqualTo(text("a"));
        InetSocketAddress address = port.addresses().getFirst();
        port.close();
        port = openAgain(address);

        byte[] answer = null;
        while (answer == null) {
            try {
                answer = call("Test.Echo", text("b")).get();
            } catch (ExecutionException e) {
                assertThat(e.getCause()).isInstanceOf(IOException.class);
            }
        }
        assertThat(answer).isEqualTo(text("b"));
    }

    /// A selector frees the port of a closed channel only when it selects the next time.
    private ServerPort openAgain(InetSocketAddress address) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                return ServerPort.open(
                        loops, ServerPortSettings.of(List.of(address)), ServerPort.Services.of(echo), Telemetry.NONE);
            } catch (IOException taken) {
                if (System.nanoTime() > deadline) {
                    throw taken;
                }
                Thread.onSpinWait();
            }
        }
    }
}
