package io.praetor.bench.server;

import io.praetor.model.Bytes;
import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvOp;
import io.praetor.model.kv.KvsRequest;
import io.praetor.raft.LoopbackTransport;
import io.praetor.raft.PeerAddress;
import io.praetor.raft.RaftSettings;
import io.praetor.server.assembly.Seams;
import io.praetor.server.assembly.Server;
import io.praetor.server.assembly.ServerConfig;
import io.praetor.server.filter.Filter;
import io.praetor.server.query.Answer;
import io.praetor.server.query.HealthService;
import io.praetor.server.query.KvGet;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What the server adds to a lookup, and what a crowd that waits for one key costs when it changes.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class ReadBench {
    private static final int KEYS = 1_000;
    private static final int CROWD = 10_000;
    private static final int INSTANCES = 100;
    private static final String ID = "40e4a748-2192-161a-0510-9bf59fe950b5";

    private final KvGet[] queries = new KvGet[KEYS];
    private Server server;
    private int next;

    @Setup
    public void start() throws Exception {
        PeerAddress self = new PeerAddress(ID, "127.0.0.1:8300");
        ServerConfig.Identity identity =
                new ServerConfig.Identity("n1", ID, "dc1", "127.0.0.1", 8300, "bench", Map.of(), Map.of());
        server = Server.start(
                ServerConfig.of(identity, RaftSettings.inMemory(self), Path.of(System.getProperty("java.io.tmpdir"))),
                new Seams(InstantSource.system(), System::nanoTime, new Random(1)),
                new LoopbackTransport.Network().transport(),
                failure -> {
                    throw new IllegalStateException(failure);
                });
        for (int i = 0; i < KEYS; i++) {
            queries[i] = new KvGet("key/" + i);
            put(i);
        }
        for (int i = 0; i < INSTANCES; i++) {
            NodeService service = NodeService.CODEC.zero().withId("web" + i);
            server.catalog().register(registration(i, service)).get();
        }
    }

    private static RegisterRequest registration(int i, NodeService zero) {
        NodeService service = new NodeService(
                "",
                zero.id(),
                "web",
                List.of("v" + i % 2),
                "",
                null,
                null,
                80,
                null,
                false,
                zero.proxy(),
                zero.connect(),
                false,
                0,
                0);
        HealthCheck check =
                HealthCheck.CODEC.zero().withNode("n" + i).withCheckId("c").withStatus(HealthCheck.PASSING);
        return new RegisterRequest("", "", "n" + i, "10.0.0." + i, null, null, service, check, null, false, "", 0, 0);
    }

    private void put(int key) throws Exception {
        KvEntry entry = new KvEntry(0, "key/" + key, 0, Bytes.of("value " + next++), "", 0, 0);
        server.kvs().apply(new KvsRequest("", KvOp.SET, entry, "")).get();
    }

    @TearDown
    public void stop() {
        server.close();
    }

    private <T extends @Nullable Object> Answer<T> ask(Query<T> query) throws Exception {
        CompletableFuture<Answer<T>> result = new CompletableFuture<>();
        server.queries().read(query, ReadOptions.NOW, new Take<T>(result));
        return result.get();
    }

    private record Take<T extends @Nullable Object>(CompletableFuture<Answer<T>> result) implements ReadCallback<T> {
        @Override
        public void answered(Answer<T> answer) {
            result.complete(answer);
        }

        @Override
        public void failed(Throwable cause) {
            result.completeExceptionally(cause);
        }
    }

    /// One key, answered at once.
    @Benchmark
    public Answer<@Nullable KvEntry> key() throws Exception {
        return ask(queries[next++ % KEYS]);
    }

    /// A hundred instances with their checks.
    @Benchmark
    public Answer<List<CheckServiceNode>> healthOfAHundred() throws Exception {
        return ask(new HealthService("web", HealthService.Kind.SERVICE, List.of(), true, Map.of(), "", Filter.NONE));
    }

    /// The same with a filter, compiled for each request as from outside.
    @Benchmark
    public Answer<List<CheckServiceNode>> filteredHealthOfAHundred() throws Exception {
        return ask(new HealthService(
                "web",
                HealthService.Kind.SERVICE,
                List.of(),
                false,
                Map.of(),
                "",
                Filter.of("Service.Tags contains v1 and Checks.Status == passing")));
    }

    /// Ten thousand reads park on one key, it changes, all are called back.
    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public void parkAndWakeTenThousand() throws Exception {
        long index = ask(queries[0]).index();
        CountDownLatch left = new CountDownLatch(CROWD);
        ReadOptions options = ReadOptions.NOW.after(index, Duration.ofMinutes(5));
        ReadCallback<@Nullable KvEntry> count = new ReadCallback<>() {
            @Override
            public void answered(Answer<@Nullable KvEntry> answer) {
                left.countDown();
            }

            @Override
            public void failed(Throwable cause) {
                throw new IllegalStateException(cause);
            }
        };
        for (int i = 0; i < CROWD; i++) {
            server.queries().read(queries[0], options, count);
        }
        put(0);
        left.await();
    }
}
