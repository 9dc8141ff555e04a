package io.praetor.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.cluster.Datacenter.Member;
import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever cannot be a member as it is configured is told what to change, so is the pool, which goes on as if nothing
/// had been.
@Order(4)
class ClashIT {
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String OTHER_KEY = "pUqJrVyVRj5jsiYEkM/tFQYfWyJIv4s3XkvDwy7Cu5s=";
    private static final String ID = "11111111-2222-3333-4444-555555555555";

    private static final String NEWER = "node \"newer\" speaks protocol version 9";

    @TempDir
    private Path folder;

    /// A server that leads and two clients, all of one mind.
    private final class Trio implements AutoCloseable {
        private final Datacenter datacenter;
        private final Member server;
        private final Member web;

        Trio(String... common) throws IOException, InterruptedException {
            datacenter = new Datacenter(folder, List.of(common));
            server = datacenter.server("s1", "-bootstrap-expect=1", Datacenter.ALONE);
            web = datacenter.client("web", "-node-id=" + ID);
            datacenter.client("other");
            unharmed();
        }

        /// Waits until everybody is alive and healthy at the place it has, and writes are taken.
        void unharmed() throws IOException, InterruptedException {
            datacenter.await(server, "/v1/health/state/passing", "(?s)(\"serfHealth\".*){3}");
            datacenter.await(web, "/v1/agent/members", "(?s)(\"Status\": ?1\\b.*){3}");
            datacenter.await(server, "/v1/agent/members", "\"Port\": ?" + web.lan() + "\\b");
            assertThat(web.agent().put("/v1/kv/still", "here").text()).isEqualTo("true");
            assertThat(datacenter.run(server, "members").out().lines()).hasSize(4);
        }

        /// Starts an agent that wants to join.
        Agent stranger(String name, String... more) throws IOException {
            List<String> flags = new ArrayList<>(List.of(
                    "-data-dir=" + folder.resolve("stranger.data"),
                    "-retry-join=127.0.0.1:" + server.lan(),
                    "-retry-interval=500ms"));
            flags.addAll(List.of(more));
            flags.add("-node=" + name);
            return Agent.launched(folder, "stranger", Ports.free(5), flags);
        }

        /// Waits until an agent has logged all of that.
        void logged(Agent agent, String... parts) throws IOException, InterruptedException {
            long deadline = System.nanoTime() + Datacenter.PATIENCE.toNanos();
            while (!says(agent, parts)) {
                assertThat(System.nanoTime())
                        .as("%s in %s", List.of(parts), agent.process().output())
                        .isLessThan(deadline);
                Thread.sleep(50);
            }
        }

        private static boolean says(Agent agent, String... parts) throws IOException {
            return agent.process()
                    .output()
                    .lines()
                    .anyMatch(line -> List.of(parts).stream().allMatch(line::contains));
        }

        @Override
        public void close() {
            datacenter.close();
        }
    }

    @Test
    void aClientWithTheNameOfAnotherGoes() throws Exception {
        try (Trio pool = new Trio();
                Agent stranger = pool.stranger("web")) {
            pool.logged(stranger, "this member's name is claimed from another address", "node_name");
            pool.logged(pool.server.agent(), "a member's name is claimed from another address", "web", "node_name");

            assertThat(stranger.process().finish(Datacenter.PATIENCE)).isEqualTo(1);
            pool.logged(stranger, "the minority knows this member under its name");
            assertThat(pool.web.agent().process().isRunning()).isTrue();
            pool.unharmed();
        }
    }

    @Test
    void aServerWithTheNameOfAnotherIsNotTakenIn() throws Exception {
        try (Trio pool = new Trio();
                Agent stranger = pool.stranger("web", "-server", "-bootstrap-expect=3")) {
            pool.logged(stranger, "this member's name is claimed from another address", "node_name");
            pool.logged(pool.server.agent(), "a member's name is claimed from another address", "web", "node_name");

            pool.unharmed();
            assertThat(pool.datacenter
                            .consul(pool.server, "operator", "raft", "list-peers")
                            .lines())
                    .hasSize(2);
        }
    }

    @Test
    void anAgentWithTheIdOfAnotherIsRefused() throws Exception {
        refused(new Trio(), List.of("-node-id=" + ID), "has conflicting node ID '" + ID + "'", "node_id");
    }

    @Test
    void anAgentOfAnotherDatacenterIsRefused() throws Exception {
        refused(new Trio(), List.of("-datacenter=dc2"), "part of wrong datacenter", "retry_join_wan");
    }

    /// The test plays a member of days to come, as there is no flag for that.
    @Test
    void aMemberOfANewerProtocolIsRefused() throws Exception {
        try (Trio pool = new Trio()) {
            byte[] state = NewerMember.state(9);

            assertThat(NewerMember.tell(pool.server.lan(), state)).isNotEmpty();

            pool.logged(pool.server.agent(), NEWER, "upgrade the older of the two");
            pool.unharmed();
        }
    }

    @Test
    void aPoolOfANewerProtocolIsNotJoined() throws Exception {
        try (NewerMember newer = NewerMember.listening(9);
                Agent stranger = Agent.launched(
                        folder,
                        "stranger",
                        Ports.free(5),
                        List.of("-data-dir=" + folder.resolve("stranger.data"), "-join=127.0.0.1:" + newer.port()))) {
            assertThat(stranger.process().finish(Datacenter.PATIENCE)).isEqualTo(1);
            assertThat(stranger.process().output()).contains(NEWER, "upgrade the older of the two");
        }
    }

    @Test
    void anAgentWithAnotherKeyIsRefused() throws Exception {
        refused(
                new Trio("-encrypt=" + KEY),
                List.of("-encrypt=" + OTHER_KEY),
                "No installed keys could decrypt the message",
                "the gossip keys differ");
    }

    @Test
    void anAgentWithAKeyIsRefusedWhereThereIsNone() throws Exception {
        refused(new Trio(), List.of("-encrypt=" + KEY), "ncrypt", "one of the two has no gossip key");
    }

    @Test
    void anAgentWithoutAKeyIsRefusedWhereThereIsOne() throws Exception {
        refused(new Trio("-encrypt=" + KEY), List.of(), "ncrypt", "one of the two has no gossip key");
    }

    /// Both sides say why and what to change.
    private void refused(Trio trio, List<String> flags, String why, String what) throws Exception {
        try (Trio pool = trio;
                Agent stranger = pool.stranger("stranger", flags.toArray(String[]::new))) {
            pool.logged(stranger, why, what);
            pool.logged(pool.server.agent(), why, what);

            assertThat(stranger.process().isRunning()).isTrue();
            pool.unharmed();
        }
    }
}
