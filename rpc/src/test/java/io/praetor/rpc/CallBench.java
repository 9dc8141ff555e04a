package io.praetor.rpc;

import io.praetor.model.telemetry.Telemetry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Calls over one session on the loopback interface, pool and port in one process: 240 bytes there and back.
final class CallBench {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final RpcPool pool;
    private final RpcClient.Server server;
    private final byte[] body = RpcPoolTest.big(240);
    private final AtomicInteger left = new AtomicInteger();

    private CallBench(RpcPool pool, RpcClient.Server server) {
        this.pool = pool;
        this.server = server;
    }

    /// @param arguments calls for each row
    public static void main(String[] arguments) throws Exception {
        int calls = arguments.length == 0 ? 200_000 : Integer.parseInt(arguments[0]);
        try (NetworkLoops serving = new NetworkLoops(1);
                NetworkLoops calling = new NetworkLoops(1);
                RpcPool pool = new RpcPool(calling, PoolSettings.CLIENT, RpcTls.none());
                ServerPort port = ServerPort.open(
                        serving,
                        ServerPortSettings.of(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))),
                        ServerPort.Services.of(call -> call.reply(call.body())),
                        Telemetry.NONE)) {
            CallBench bench = new CallBench(
                    pool, new RpcClient.Server("s1", "dc1", port.addresses().getFirst()));
            for (int outstanding : new int[] {64, 1, 64, 1, 64, 1000}) {
                bench.row(calls, outstanding);
            }
        }
    }

    private void row(int calls, int outstanding) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(outstanding);
        left.set(calls);
        long start = System.nanoTime();
        for (int i = 0; i < outstanding; i++) {
            next(done);
        }
        done.await();
        long nanos = System.nanoTime() - start;
        System.out.printf("%d outstanding: %.1f k/s%n", outstanding, calls * 1e6 / nanos);
    }

    private void next(CountDownLatch done) {
        if (left.getAndDecrement() <= 0) {
            done.countDown();
            return;
        }
        var _ = pool.call(server, "Test.Echo", body, LONG).whenComplete((_, cause) -> {
            if (cause != null) {
                throw new IllegalStateException(cause);
            }
            next(done);
        });
    }
}
