package io.praetor.server.assembly;

import static io.praetor.server.assembly.Asking.ask;
import static io.praetor.server.assembly.Asking.get;
import static io.praetor.server.assembly.Asking.put;
import static io.praetor.server.assembly.Asking.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvOp;
import io.praetor.model.kv.KvsRequest;
import io.praetor.server.RequestFailure;
import io.praetor.server.assembly.Asking.Result;
import io.praetor.server.backend.Backend;
import io.praetor.server.endpoint.SavedSnapshot;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.KvGet;
import io.praetor.server.query.ReadOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three servers and a client agent, over real connections.
class ForwardingTest {
    @TempDir
    static Path scratch;

    private static ServersOfOneJvm servers;
    private static Backend client;

    @BeforeAll
    static void start() throws Exception {
        servers = new ServersOfOneJvm(scratch, "a", "b", "c");
        client = servers.client();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void everyServerAndClientReadsAndWritesThroughTheLeader() throws Exception {
        assertThat(put(servers.server(servers.follower()), "k", "follower")).isTrue();
        assertThat(value(servers.server(servers.leader()), "k", Consistency.DEFAULT))
                .isEqualTo("follower");
        assertThat(put(client, "k", "client")).isTrue();

        for (String id : List.of("a", "b", "c")) {
            assertThat(value(servers.server(id), "k", Consistency.DEFAULT)).isEqualTo("client");
            assertThat(value(servers.server(id), "k", Consistency.CONSISTENT)).isEqualTo("client");
        }
        assertThat(value(client, "k", Consistency.DEFAULT)).isEqualTo("client");
        ServersOfOneJvm.await("the follower to apply it", () -> {
            try {
                return "client".equals(value(servers.server(servers.follower()), "k", Consistency.STALE));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void wakesABlockedReadAcrossTwoHops() throws Exception {
        put(client, "k", "1");
        long index = get(ask(client, new KvGet("k"), ReadOptions.NOW).future).index();
        Result<@Nullable KvEntry> blocked =
                ask(client, new KvGet("k"), ReadOptions.NOW.after(index, Duration.ofMinutes(1)));
        ServersOfOneJvm.await("the read to block", () -> servers.parked() == 1);

        put(servers.server(servers.follower()), "k", "2");

        assertThat(get(blocked.future).index()).isGreaterThan(index);
    }

    @Test
    void callsOffABlockedReadAtTheLeaderWhenTheClientGoesAway() throws Exception {
        ReadOptions blocking = ReadOptions.NOW.after(1_000_000, Duration.ofMinutes(1));
        Result<@Nullable KvEntry> ofFollower = ask(servers.server(servers.follower()), new KvGet("k"), blocking);
        Result<@Nullable KvEntry> ofClient = ask(client, new KvGet("k"), blocking);
        ServersOfOneJvm.await("the reads to block", () -> servers.parked() == 2);

        ofFollower.handle.cancel();
        ofClient.handle.cancel();

        ServersOfOneJvm.await("nothing to be left", () -> servers.parked() == 0);
        assertThat(ofClient.future).isNotDone();
    }

    @Test
    void carriesThousandsOfBlockedReadsOverOneConnection() throws Exception {
        Server follower = servers.server(servers.follower());
        put(follower, "k", "1");
        long index = get(ask(follower, new KvGet("k"), ReadOptions.NOW).future).index();
        List<Result<@Nullable KvEntry>> blocked = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            blocked.add(ask(follower, new KvGet("k"), ReadOptions.NOW.after(index, Duration.ofMinutes(1))));
        }
        ServersOfOneJvm.await("all to block", () -> servers.parked() == 5000);

        put(follower, "k", "2");

        for (Result<@Nullable KvEntry> each : blocked) {
            assertThat(get(each.future).index()).isGreaterThan(index);
        }
    }

    @Test
    void savesThroughAFollowerAndRestoresFromAClient() throws Exception {
        put(client, "k", "saved");
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (SavedSnapshot saved =
                get(servers.server(servers.follower()).snapshots().save(ReadOptions.NOW))) {
            assertThat(saved.index()).isGreaterThan(1);
            assertThat(saved.knownLeader()).isTrue();
            saved.writeTo(archive);
        }
        put(client, "k", "later");

        client.snapshots().restore(null, "", new ByteArrayInputStream(archive.toByteArray()));

        assertThat(value(client, "k", Consistency.DEFAULT)).isEqualTo("saved");
        assertThatThrownBy(() -> client.snapshots().restore(null, "", new ByteArrayInputStream(new byte[100_000])))
                .isInstanceOf(RequestFailure.class)
                .hasMessageContaining("gzip");
        assertThatThrownBy(() ->
                        get(client.snapshots().save(new ReadOptions("dc2", Consistency.DEFAULT, 0, Duration.ZERO, ""))))
                .hasRootCauseMessage("No path to datacenter");
    }

    @Test
    void tellsEachHopOfARefusal() {
        KvEntry nameless = new KvEntry(0, "", 0, null, "", 0, 0);
        KvsRequest request = new KvsRequest("dc1", KvOp.SET, nameless, "");

        assertThatThrownBy(() -> get(servers.server(servers.leader()).kvs().apply(request)))
                .hasRootCauseMessage("Must provide key");
        assertThatThrownBy(() -> get(servers.server(servers.follower()).kvs().apply(request)))
                .hasRootCauseMessage("rpc error making call: Must provide key");
    }
}
