package io.praetor.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.cluster.Datacenter.Member;
import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Child;
import io.praetor.acceptance.program.Consul;
import io.praetor.acceptance.program.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three servers and their clients, each a process of its own.
@Order(3)
class ClusterIT {
    @TempDir
    private Path folder;

    @Test
    void clientsGoOnWhenTheLeaderDies() throws Exception {
        try (Datacenter datacenter = new Datacenter(folder)) {
            Member one = datacenter.server("s1");
            datacenter.server("s2");
            datacenter.server("s3");
            Member web = datacenter.client("web");
            Member other = datacenter.client("other", "-hcl=disable_remote_exec = false");
            Member leader = datacenter.leader(web);
            datacenter.await(web, "/v1/operator/raft/configuration", "(?s)(\"Voter\": ?true.*){3}");

            assertThat(web.agent().put("/v1/kv/color", "red").text()).isEqualTo("true");
            assertThat(other.agent().get("/v1/kv/color?raw").text()).isEqualTo("red");
            assertThat(web.agent()
                            .put("/v1/agent/service/register", "{\"Name\": \"web\", \"Port\": 80}")
                            .status())
                    .isEqualTo(200);
            datacenter.await(other, "/v1/health/service/web?passing", "\"Port\": ?80");
            assertThat(dig(other, "web.service.consul", "SRV")).contains(" 80 web.node.dc1.consul.");
            datacenter.await(one, "/v1/agent/members", "(?s)(\"Status\": ?1\\b.*){5}");
            assertThat(datacenter.consul(one, "members", "-status=alive").lines())
                    .hasSize(6);
            datacenter.await(
                    one,
                    "/v1/agent/members?wan=1",
                    text -> text.contains("s1.dc1") && text.contains("s2.dc1") && text.contains("s3.dc1"));
            assertThat(datacenter.consul(web, "exec", "-node=other", "-wait=10s", "echo", "over", "gossip"))
                    .contains("    other: over gossip\n");

            datacenter.kill(leader);

            Member next = datacenter.leader(web);
            assertThat(next.name()).isNotEqualTo(leader.name());
            assertThat(web.agent().put("/v1/kv/color", "blue").text()).isEqualTo("true");
            assertThat(other.agent().get("/v1/kv/color?raw").text()).isEqualTo("blue");
            datacenter.await(other, "/v1/health/service/web?passing", "\"Port\": ?80");
            datacenter.await(web, "/v1/health/node/" + leader.name(), "Agent not live or unreachable|^\\[\\]$");
        }
    }

    @Test
    void aServerLeavesAndAnotherTakesItsPlace() throws Exception {
        try (Datacenter datacenter = new Datacenter(folder)) {
            datacenter.server("s1");
            datacenter.server("s2");
            datacenter.server("s3");
            Member client = datacenter.client("web");
            Member leader = datacenter.leader(client);
            assertThat(client.agent().put("/v1/kv/kept", "yes").text()).isEqualTo("true");

            assertThat(datacenter.consul(leader, "leave")).isEqualTo("Graceful leave complete\n");
            assertThat(leader.agent().process().finish(Datacenter.PATIENCE)).isZero();
            datacenter.kill(leader);
            datacenter.await(
                    client, "/v1/operator/raft/configuration", text -> !text.contains("\"" + leader.name() + "\""));
            datacenter.await(client, "/v1/catalog/nodes", text -> !text.contains("\"" + leader.name() + "\""));

            Member fourth = datacenter.server("s4");

            datacenter.await(client, "/v1/operator/raft/configuration", "(?s)\"Node\": ?\"s4\"[^}]*\"Voter\": ?true");
            datacenter.await(fourth, "/v1/kv/kept?raw&stale", "yes");
            assertThat(datacenter
                            .consul(client, "operator", "raft", "list-peers")
                            .lines())
                    .hasSize(4);
        }
    }

    @Test
    void whoBelongsElsewhereIsRefused() throws Exception {
        try (Datacenter datacenter = new Datacenter(folder)) {
            Member here = datacenter.client("here");
            datacenter.await(here, "/v1/agent/self", "Config");

            assertThat(refused(here, "-datacenter=dc2")).contains("part of wrong datacenter");
            assertThat(refused(here, "-encrypt=pUqJrVyVRj5jsiYEkM/tFQYfWyJIv4s3XkvDwy7Cu5s="))
                    .contains("Error starting agent: ");
        }
    }

    /// What an agent says that wants to join and may not.
    private String refused(Member member, String flag) throws IOException, InterruptedException {
        List<String> flags =
                List.of("-data-dir=" + folder.resolve("stranger.data"), "-join=127.0.0.1:" + member.lan(), flag);
        try (Agent stranger = Agent.launched(folder, "stranger", Ports.free(5), flags)) {
            assertThat(stranger.process().finish(Datacenter.PATIENCE)).isEqualTo(1);
            return stranger.process().output();
        }
    }

    private String dig(Member member, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("dig", "@127.0.0.1", "-p", "" + member.dns(), "+tries=5", "+time=5", "+short"));
        command.addAll(List.of(arguments));
        try (Child dig = Child.start(command, Consul.environment(null), folder, folder.resolve("dig"), null)) {
            dig.finish(Datacenter.PATIENCE);
            return dig.out();
        }
    }
}
