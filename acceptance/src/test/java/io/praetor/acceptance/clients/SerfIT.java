package io.praetor.acceptance.clients;

import static io.praetor.acceptance.clients.NamedAgent.await;
import static io.praetor.acceptance.clients.SerfMember.clientTags;
import static io.praetor.acceptance.clients.SerfMember.hex;
import static io.praetor.acceptance.clients.SerfMember.tags;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Consul;
import io.praetor.acceptance.program.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Debian's `serf` is a member of the LAN pool as client agents are.
@Tag("clients")
class SerfIT {
    private static final String FIRST = "11111111-1111-1111-1111-111111111111";
    private static final String SECOND = "22222222-2222-2222-2222-222222222222";
    private static final String OLD_KEY = "pUqJrVyVRj5jsiYEkM/tFQYfWyJIv4s3XkvDwy7Cu5s=";
    private static final String NEW_KEY = "cg8StVXbQJ0gPvMd9o7yrg==";
    private static final String FAST = "-hcl=gossip_lan { probe_interval = \"500ms\" probe_timeout = \"250ms\""
            + " suspicion_mult = 2 } performance { leave_drain_time = \"100ms\" }";

    @TempDir
    private Path folder;

    private final List<Integer> ports = Ports.free(5);
    private final List<SerfMember> members = new ArrayList<>();

    @AfterEach
    void endMembers() {
        members.forEach(SerfMember::close);
    }

    @Test
    void comesAndGoesAsClientsDo() throws Exception {
        try (Agent agent = server()) {
            SerfMember one = member("one", clientTags(FIRST), "-protocol=4", "-join=127.0.0.1:" + lan());
            SerfMember two = member("two", clientTags(SECOND));
            await(two.process(), () -> two.serf("info"), text -> text.contains("members = 1"));
            assertThat(consul("join", "127.0.0.1:" + two.port()))
                    .isEqualTo("Successfully joined cluster by contacting 1 nodes.\n");

            await(one.process(), () -> health(agent, "one"), text -> text.contains("passing"));
            await(two.process(), () -> health(agent, "two"), text -> text.contains("Agent alive and reachable"));
            assertThat(consul("members").lines())
                    .anyMatch(line ->
                            line.matches("one +127.0.0.1:" + one.port() + " +alive +client +1.9.0 +2 +dc1 +<default>"));
            assertThat(consul("members", "-detailed"))
                    .contains("acls=0,build=1.9.0:6ba776b4,dc=dc1,id=" + SECOND
                            + ",role=node,segment=,vsn=2,vsn_max=3,vsn_min=2");
            assertThat(agent.get("/v1/catalog/nodes").text()).contains(FIRST, SECOND);

            assertThat(two.serf("leave")).contains("Graceful leave complete");
            one.process().close();

            await(agent.process(), () -> health(agent, "one"), text -> text.contains("Agent not live or unreachable"));
            await(agent.process(), () -> health(agent, "two"), "[]"::equals);
            assertThat(consul("members").lines())
                    .anyMatch(line -> line.matches("one .* failed .*"))
                    .anyMatch(line -> line.matches("two .* left .*"));
            assertThat(consul("force-leave", "one")).isEmpty();
            await(agent.process(), () -> health(agent, "one"), "[]"::equals);
            assertThat(consul("members").lines()).anyMatch(line -> line.matches("one .* left .*"));
            assertThat(consul("force-leave", "-prune", "one")).isEmpty();
            await(agent.process(), () -> consul("members"), text -> !text.contains("\none "));
        }
    }

    @Test
    void hearsEventsAndIsAnswered() throws Exception {
        try (Agent agent = server()) {
            SerfMember one = member("one", clientTags(FIRST));
            await(one.process(), () -> one.serf("info"), text -> text.contains("members = 1"));
            assertThat(one.serf("join", "-replay", "127.0.0.1:" + lan())).contains("contacting 1 nodes");
            await(one.process(), () -> health(agent, "one"), text -> text.contains("passing"));

            String fired = consul("event", "-name=deploy", "-node=x|c", "the payload");
            assertThat(fired).matches("Event ID: [0-9a-f-]{36}\n");
            String id = fired.substring("Event ID: ".length()).strip();
            await(
                    one.process(),
                    () -> one.payload("consul:event:deploy"),
                    ("85" + "a2" + hex("ID") + "d924" + hex(id) + "a1" + hex("n") + "a6" + hex("deploy")
                            + "a2" + hex("nf") + "a3" + hex("x|c") + "a1" + hex("p") + "c40b" + hex("the payload")
                            + "a1" + hex("v") + "01" + "0a")::equals);
            await(one.process(), () -> one.payload("consul:new-leader"), hex("server\n")::equals);

            assertThat(one.serf("query", "-timeout=5s", "anything"))
                    .contains("Ack from 'server'", "Ack from 'one'", "Total Acks: 2");
            assertThat(one.serf("reachability")).contains("Successfully contacted all live nodes");
            await(one.process(), () -> one.serf("rtt", "server"), text -> text.startsWith("Estimated "));
            assertThat(one.serf("event", "not-consuls", "x")).contains("dispatched");
            assertThat(agent.get("/v1/event/list").text()).doesNotContain("not-consuls");
        }
    }

    @Test
    void followsARotationOfKeys() throws Exception {
        try (Agent agent = server("-encrypt=" + OLD_KEY)) {
            Path keyring = Files.writeString(folder.resolve("keyring"), "[\"" + OLD_KEY + "\"]");
            SerfMember one = member("one", clientTags(FIRST), "-keyring-file=" + keyring, "-join=127.0.0.1:" + lan());
            await(one.process(), () -> health(agent, "one"), text -> text.contains("passing"));

            SerfMember plain = member("plain", clientTags(SECOND), "-join=127.0.0.1:" + lan());
            plain.process().finish(NamedAgent.PATIENCE);
            assertThat(plain.process().output()).contains("Remote state is encrypted and encryption is not configured");
            SerfMember wrong = member("wrong", clientTags(SECOND), "-encrypt=" + NEW_KEY, "-join=127.0.0.1:" + lan());
            wrong.process().finish(NamedAgent.PATIENCE);
            assertThat(wrong.process().output()).contains("No installed keys could decrypt the message");

            consul("keyring", "-install=" + NEW_KEY);
            consul("keyring", "-use=" + NEW_KEY);
            consul("keyring", "-remove=" + OLD_KEY);

            assertThat(consul("keyring", "-list"))
                    .contains("dc1 (LAN):\n  " + NEW_KEY + " [2/2]\n")
                    .doesNotContain(OLD_KEY);
            assertThat(Files.readString(keyring)).contains(NEW_KEY).doesNotContain(OLD_KEY);
            assertThat(consul("keyring", "-remove=" + NEW_KEY))
                    .contains("* one: Removing the primary key is not allowed");
            SerfMember two = member("two", clientTags(SECOND), "-encrypt=" + NEW_KEY, "-join=127.0.0.1:" + lan());
            await(two.process(), () -> health(agent, "two"), text -> text.contains("passing"));
        }
    }

    @Test
    void harmsNobodyWithTheTagsOfAServer() throws Exception {
        try (Agent agent = server()) {
            SerfMember half = member(
                    "half",
                    tags("role=consul", "dc=dc1", "segment=", "id=" + FIRST, "vsn=2", "build=1.9.0:6ba776b4"),
                    "-join=127.0.0.1:" + lan());
            await(half.process(), () -> consul("members"), text -> text.contains("half"));
            SerfMember strange = member(
                    "strange",
                    tags("role=node", "dc=dc2", "segment=", "id=" + SECOND, "vsn=2", "build=1.9.0:6ba776b4"),
                    "-join=127.0.0.1:" + lan());

            await(
                    agent.process(),
                    () -> agent.process().output(),
                    text -> text.contains("Member 'strange' part of wrong datacenter 'dc2'"));
            assertThat(consul("members")).doesNotContain("strange");
            assertThat(health(agent, "half")).as("neither client nor server").isEqualTo("[]");
            assertThat(agent.put("/v1/kv/still", "here").text()).isEqualTo("true");
            assertThat(consul("operator", "raft", "list-peers").lines()).hasSize(2);
            assertThat(strange.process().isRunning() || half.process().isRunning())
                    .isTrue();
        }
    }

    private Agent server(String... more) throws IOException, InterruptedException {
        List<String> flags =
                Stream.concat(Stream.of("-dev", FAST), Stream.of(more)).toList();
        Agent agent = Agent.launched(folder, "server", ports, flags);
        agent.awaitReady();
        return agent;
    }

    private int lan() {
        return ports.get(3);
    }

    private SerfMember member(String name, List<String> tags, String... more) throws IOException {
        List<String> flags = new ArrayList<>(tags);
        flags.addAll(List.of(more));
        SerfMember member = SerfMember.start(folder, name, flags);
        members.add(member);
        return member;
    }

    private static String health(Agent agent, String node) throws IOException {
        return agent.get("/v1/health/node/" + node).text().strip();
    }

    private String consul(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Consul.launcher().toString()));
        command.addAll(List.of(words));
        return SerfMember.output(command, Consul.environment("127.0.0.1:" + ports.getFirst()), folder);
    }
}
