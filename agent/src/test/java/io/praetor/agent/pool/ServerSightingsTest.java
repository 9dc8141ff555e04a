package io.praetor.agent.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.gossip.serf.SerfEvent.Kind;
import io.praetor.rpc.ByteStream;
import io.praetor.rpc.RpcClient;
import io.praetor.server.remote.ServerList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// `gossip-serf.md` §11.3.
class ServerSightingsTest {
    private final FakePool lan = new FakePool();
    private final ServerList servers = new ServerList(new Random(1));
    private final List<String> forgotten = new ArrayList<>();
    private final RpcClient client = new RpcClient() {
        @Override
        public CompletableFuture<byte[]> call(Server server, String method, byte[] body, Duration timeout) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ByteStream snapshot(Server server) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forget(Server server) {
            forgotten.add(server.name());
        }

        @Override
        public void close() {
            forgotten.clear();
        }
    };

    private List<String> known() {
        return servers.all().stream()
                .map(server -> server.name() + " " + server.address())
                .toList();
    }

    @Test
    void knowsTheServersOfItsDatacenter() {
        lan.members.add(FakePool.server("s1", "dc1", 1));
        lan.members.add(FakePool.client("web", 3));
        ServerSightings.follow("dc1", lan, servers, client);
        assertThat(known()).containsExactly("s1 /10.0.0.1:8300");

        lan.happens(Kind.JOIN, FakePool.server("s2", "dc1", 2));
        lan.happens(Kind.JOIN, FakePool.server("s3", "dc2", 4));
        lan.happens(Kind.UPDATE, FakePool.server("s1", "dc1", 7));
        assertThat(known()).containsExactlyInAnyOrder("s1 /10.0.0.7:8300", "s2 /10.0.0.2:8300");

        lan.happens(Kind.FAILED, FakePool.server("s1", "dc1", 7));
        lan.happens(Kind.LEAVE, FakePool.server("s2", "dc1", 2));
        assertThat(known()).isEmpty();
        assertThat(forgotten).containsExactly("s1", "s2");
    }
}
