package io.praetor.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.Bytes;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvOp;
import io.praetor.model.kv.KvsRequest;
import io.praetor.raft.LoopbackTransport;
import io.praetor.raft.PeerAddress;
import io.praetor.raft.RaftSettings;
import io.praetor.raft.RaftStartException;
import io.praetor.server.query.Answer;
import io.praetor.server.query.KvGet;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerRestartTest {
    private static final String ID = "40e4a748-2192-161a-0510-9bf59fe950b5";

    @TempDir
    Path folder;

    private Server start() throws RaftStartException {
        ServerConfig.Identity identity =
                new ServerConfig.Identity("n1", ID, "dc1", "127.0.0.1", 8300, "1.9.0", Map.of(), Map.of());
        RaftSettings raft = RaftSettings.durable(new PeerAddress(ID, "127.0.0.1:8300"), folder.resolve("raft"), true);
        return Server.start(
                ServerConfig.of(identity, raft, folder).withHoldTimeout(Duration.ofSeconds(60)),
                new Seams(InstantSource.system(), System::nanoTime, new Random(1)),
                new LoopbackTransport.Network().transport(),
                failure -> {
                    throw new AssertionError(failure);
                });
    }

    private static void put(Server server, String key, String value) throws Exception {
        KvEntry entry = new KvEntry(0, key, 0, Bytes.of(value), "", 0, 0);
        var _ = server.kvs().apply(new KvsRequest("", KvOp.SET, entry, "")).get(60, TimeUnit.SECONDS);
    }

    private static @Nullable KvEntry get(Server server, String key) throws Exception {
        CompletableFuture<@Nullable KvEntry> result = new CompletableFuture<>();
        server.queries().read(new KvGet(key), ReadOptions.NOW, new ReadCallback<@Nullable KvEntry>() {
            @Override
            public void answered(Answer<@Nullable KvEntry> answer) {
                result.complete(answer.value());
            }

            @Override
            public void failed(Throwable cause) {
                result.completeExceptionally(cause);
            }
        });
        return result.get(60, TimeUnit.SECONDS);
    }

    @Test
    void theFirstReadAfterARestartSeesTheLastWrite() throws Exception {
        for (int round = 0; round < 3; round++) {
            try (Server server = start()) {
                KvEntry before = get(server, "k");
                if (round > 0) {
                    assertThat(Objects.requireNonNull(before).value()).isEqualTo(Bytes.of("round " + (round - 1)));
                }
                put(server, "k", "round " + round);
            }
        }
    }

    @Test
    void twoServersDoNotShareAFolder() throws Exception {
        try (Server first = start()) {
            put(first, "k", "1");

            assertThatThrownBy(this::start).isInstanceOf(RaftStartException.class);

            assertThat(get(first, "k")).isNotNull();
        }
    }
}
