package io.praetor.server.assembly;

import static io.praetor.server.assembly.Asking.ask;
import static io.praetor.server.assembly.Asking.get;
import static io.praetor.server.assembly.Asking.put;
import static io.praetor.server.assembly.Asking.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.kv.KvEntry;
import io.praetor.server.assembly.Asking.Result;
import io.praetor.server.backend.Backend;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.KvGet;
import io.praetor.server.query.ReadOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three servers of which some are lost.
class LeaderChangeTest {
    @TempDir
    Path scratch;

    private ServersOfOneJvm servers;
    private Backend client;

    @BeforeEach
    void start() throws Exception {
        servers = new ServersOfOneJvm(scratch, "a", "b", "c");
        client = servers.client();
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void holdsRequestsWhileAnotherServerComesToLead() throws Exception {
        put(client, "k", "before");
        String old = servers.leader();
        String follower = servers.follower();
        long index = get(ask(client, new KvGet("k"), ReadOptions.NOW).future).index();
        Result<@Nullable KvEntry> blocked =
                ask(servers.server(follower), new KvGet("k"), ReadOptions.NOW.after(index, Duration.ofMinutes(1)));

        servers.stop(old);
        assertThat(put(servers.server(follower), "k", "after")).isTrue();

        assertThat(get(blocked.future).index()).isGreaterThan(index);
        assertThat(value(servers.server(follower), "k", Consistency.CONSISTENT)).isEqualTo("after");
        assertThat(value(client, "k", Consistency.DEFAULT)).isEqualTo("after");
    }

    @Test
    void answersStaleReadsWithoutALeader() throws Exception {
        put(client, "k", "1");
        String follower = servers.follower();
        ServersOfOneJvm.await("the follower to apply it", () -> {
            try {
                return value(servers.server(follower), "k", Consistency.STALE) != null;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        List.of("a", "b", "c").stream().filter(id -> !id.equals(follower)).forEach(servers::stop);

        assertThat(value(servers.server(follower), "k", Consistency.STALE)).isEqualTo("1");
    }
}
