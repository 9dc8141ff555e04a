package io.praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.client.FakeAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `members`, `info`, `join`, `leave`, `force-leave`, `keygen`, `version`, `catalog` and `operator`, as recorded.
class ClusterCommandsTest {
    private static final String MEMBERS = """
            [{"Name":"web","Addr":"10.0.0.2","Port":8301,"Tags":{"role":"node","build":"1.9.0:abc","dc":"dc1","vsn":"2","segment":""},
              "Status":4,"DelegateCur":4},
             {"Name":"srv","Addr":"::1","Port":8301,"Tags":{"role":"consul","build":"1.9.0:abc","dc":"dc1","vsn":"2","acls":"0"},
              "Status":1,"DelegateCur":4}]""";

    private FakeAgent agent;

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent();
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private CliRun.Result run(String... arguments) {
        return CliRun.against(agent).run(arguments);
    }

    private static CliRun.Result failed(String err) {
        return new CliRun.Result(1, "", err + "\n");
    }

    @Test
    void listsMembersServersFirst() {
        agent.answer("GET /v1/agent/members?segment=_all", 200, MEMBERS);

        assertThat(run("members").out()).isEqualTo("""
                Node  Address        Status  Type    Build  Protocol  DC   Segment
                srv   [::1]:8301     alive   server  1.9.0  2         dc1  <all>
                web   10.0.0.2:8301  failed  client  1.9.0  2         dc1  <default>
                """);
        assertThat(run("members", "-detailed", "-status=alive").out()).isEqualTo("""
                Node  Address     Status  Tags
                srv   [::1]:8301  alive   acls=0,build=1.9.0:abc,dc=dc1,role=consul,vsn=2
                """);
    }

    @Test
    void tellsByTheExitCodeThatNoMemberMatches() {
        agent.answer("GET /v1/agent/members?segment=_all", 200, MEMBERS);

        assertThat(run("members", "-status=left")).isEqualTo(new CliRun.Result(2, "", ""));
        assertThat(run("members", "-status=*x("))
                .isEqualTo(failed("Failed to compile status regexp: "
                        + "error parsing regexp: missing argument to repetition operator: `*`"));
    }

    @Test
    void asksForTheWanPoolWithoutASegment() {
        agent.answer("GET /v1/agent/members?wan=1", 200, "[]");

        assertThat(run("members", "-wan").code()).isEqualTo(2);
    }

    @Test
    void printsStatisticsBySection() {
        agent.answer(
                "GET /v1/agent/self", 200, "{\"Stats\":{\"raft\":{\"term\":\"2\",\"state\":\"Leader\"},\"agent\":{}}}");

        assertThat(run("info").out()).isEqualTo("agent:\nraft:\n\tstate = Leader\n\tterm = 2\n");
    }

    @Test
    void joinsAndCountsFailures() {
        agent.answer("PUT /v1/agent/join/10.0.0.1:8301", 200, "").answer("PUT /v1/agent/join/bad", 500, "1 error");

        assertThat(run("join", "10.0.0.1:8301").out())
                .isEqualTo("Successfully joined cluster by contacting 1 nodes.\n");
        assertThat(run("join", "10.0.0.1:8301", "bad"))
                .isEqualTo(new CliRun.Result(
                        1,
                        "Successfully joined cluster by contacting 1 nodes.\n",
                        "Error joining address 'bad': Unexpected response code: 500 (1 error)\n"));
        assertThat(run("join", "bad").err()).isEqualTo("""
                        Error joining address 'bad': Unexpected response code: 500 (1 error)
                        Failed to join any nodes.
                        """);
        assertThat(run("join").err())
                .startsWith("At least one address to join must be specified.\n\nUsage: consul join");
    }

    @Test
    void leavesAndMakesOthersLeave() {
        agent.answer("PUT /v1/agent/leave", 200, "")
                .answer("PUT /v1/agent/force-leave/n?prune=1", 200, "")
                .answer("PUT /v1/agent/force-leave/x", 500, "agent: No node found with name 'x'");

        assertThat(run("leave").out()).isEqualTo("Graceful leave complete\n");
        assertThat(run("leave", "a", "b")).isEqualTo(failed("Error found unexpected args: [a b]"));
        assertThat(run("force-leave", "-prune", "n")).isEqualTo(new CliRun.Result(0, "", ""));
        assertThat(run("force-leave", "x"))
                .isEqualTo(failed(
                        "Error force leaving: Unexpected response code: 500 (agent: No node found with name 'x')"));
        assertThat(run("force-leave").err()).startsWith("A single node name must be specified to force leave.\n");
    }

    @Test
    void showsTheKeysOfEachPool() {
        String pools = """
                [{"WAN":true,"Datacenter":"dc1","Segment":"","Messages":{"n1.dc1":"late"},"Keys":{"k2":1,"k1":2},
                  "PrimaryKeys":{"k1":2},"NumNodes":2},
                 {"WAN":false,"Datacenter":"dc1","Segment":"","Keys":{"k1":3},"PrimaryKeys":{"k1":3},"NumNodes":3}]""";
        agent.answer("GET /v1/operator/keyring", 200, pools)
                .answer("GET /v1/operator/keyring?local-only=true&relay-factor=2", 200, pools);

        assertThat(run("keyring", "-list").out()).isEqualTo("""
                ==> Gathering installed encryption keys...

                WAN:
                  ===> n1.dc1: late
                  k1 [2/2]
                  k2 [1/2]

                dc1 (LAN):
                  k1 [3/3]
                """);
        assertThat(run("keyring", "-list-primary", "-relay-factor=2", "-local-only")
                        .out())
                .isEqualTo("""
                ==> Gathering installed primary encryption keys...

                WAN:
                  ===> n1.dc1: late
                  k1 [2/2]

                dc1 (LAN):
                  k1 [3/3]
                """);
    }

    @Test
    void changesKeys() {
        agent.answer("POST /v1/operator/keyring", 200, "")
                .answer("PUT /v1/operator/keyring?relay-factor=3", 200, "")
                .answer("DELETE /v1/operator/keyring", 500, "1 error");

        assertThat(run("keyring", "-install=abc").out()).isEqualTo("==> Installing new gossip encryption key...\n");
        assertThat(run("keyring", "-use=abc", "-relay-factor=3").out())
                .isEqualTo("==> Changing primary gossip encryption key...\n");
        assertThat(run("keyring", "-remove=abc"))
                .isEqualTo(new CliRun.Result(
                        1,
                        "==> Removing gossip encryption key...\n",
                        "error: Unexpected response code: 500 (1 error)\n"));
    }

    @Test
    void refusesKeyringCallsThatMakeNoSense() {
        assertThat(run("keyring").err()).startsWith("Usage: consul keyring");
        assertThat(run("keyring", "-list", "-use=k")).isEqualTo(failed("Only a single action is allowed"));
        assertThat(run("keyring", "-list", "-relay-factor=9"))
                .isEqualTo(failed("Error parsing relay factor: Relay factor must be in range: [0, 5]"));
        assertThat(run("keyring", "-install=k", "-local-only"))
                .isEqualTo(failed("Error validating local-only: local-only can only be set for list requests"));
    }

    @Test
    void showsTheStateOfAutopilot() {
        agent.answer("GET /v1/operator/autopilot/state", 200, """
                {"Healthy":true,"FailureTolerance":0,"OptimisticFailureTolerance":0,"Servers":{"id1":{"ID":"id1",
                 "Name":"n1","Address":"10.0.0.1:8300","NodeStatus":"alive","Version":"1.9.0","LastContact":"50ms",
                 "LastTerm":2,"LastIndex":9,"Healthy":true,"StableSince":"2026-11-27T08:00:00Z","Status":"leader",
                 "NodeType":"voter"}},"Leader":"id1","Voters":["id1"]}""");

        assertThat(run("operator", "autopilot", "state").out()).isEqualTo("""
                Healthy:             true
                Failure Tolerance:   0
                Leader:              id1
                Voters:
                   id1
                Servers:
                   id1
                      Name:          n1
                      Address:       10.0.0.1:8300
                      Version:       1.9.0
                      Status:        leader
                      Node Type:     voter
                      Node Status:   alive
                      Healthy:       true
                      Last Contact:  50ms
                      Last Term:     2
                      Last Index:    9
                """);
        assertThat(run("operator", "autopilot", "state", "-format=json").out())
                .startsWith("{\n")
                .contains("\"Leader\": \"id1\"");
        assertThat(run("operator", "autopilot", "state", "-format=x")).isEqualTo(failed("Unknown format: x"));
    }

    @Test
    void preparesARecovery(@TempDir Path folder) throws IOException {
        Path raft = Files.createDirectories(folder.resolve("raft"));
        String data = "-data-dir=" + folder;

        assertThat(run("operator", "raft", "recover", data).err())
                .isEqualTo("Error recovering: \"" + raft + "\" is not the Raft folder of a server that has run\n");
        Files.writeString(raft.resolve("peers.info"), "");
        assertThat(run("operator", "raft", "recover", data).out()).startsWith("Name the servers that remain");
        assertThat(raft.resolve("peers.json")).doesNotExist();
        assertThat(run("operator", "raft", "recover", data, "-server=id1=10.0.0.5:8300")
                        .code())
                .isZero();
        assertThat(raft.resolve("peers.json")).hasContent("""
                [
                  {"id": "id1", "address": "10.0.0.5:8300", "non_voter": false}
                ]
                """);
        assertThat(run("operator", "raft", "recover", data, "-server=id1=").err())
                .isEqualTo("Error recovering: server 1 has no \"address\"\n");
    }

    @Test
    void makesKeysOfThirtyTwoBytes() {
        assertThat(Base64.getDecoder().decode(new CliRun().run("keygen").out().strip()))
                .hasSize(32);
    }

    @Test
    void showsItsVersion() {
        String text = new CliRun().run("version").out();

        assertThat(text)
                .matches(
                        "Consul v1\\.9\\.0\\nRevision [0-9a-f]{7,}\\nProtocol 2 spoken by default, understands 2 to 3 .*\\n\\n");
        assertThat(new CliRun().run("--version").out()).isEqualTo(text);
        assertThat(new CliRun().run("version", "-format=json").out())
                .startsWith("{\n   \"Version\": \"1.9.0\",\n   \"Revision\": \"")
                .endsWith("   \"RPC\": {\n      \"Default\": 2,\n      \"Min\": 2,\n      \"Max\": 3\n   }\n}\n");
        assertThat(new CliRun().run("version", "-format=xml")).isEqualTo(failed("Unknown format: xml"));
    }

    @Test
    void listsTheCatalog() {
        agent.answer("GET /v1/catalog/datacenters", 200, "[\"dc1\"]")
                .answer("GET /v1/catalog/nodes", 200, """
                        [{"ID":"22222222-0000-4000-8000-000000000001","Node":"db1","Address":"10.0.0.11","Datacenter":"dc1",
                          "TaggedAddresses":{"wan":"192.0.2.11","lan":"10.0.0.11"},"Meta":{"role":"db","rack":"r1"}},
                         {"ID":"","Node":"web1","Address":"10.0.0.21","Datacenter":"dc1","TaggedAddresses":null,"Meta":null}]""")
                .answer("GET /v1/catalog/services", 200, "{\"web\":[],\"postgres\":[\"v12\",\"primary\"]}")
                .answer("GET /v1/catalog/node/db1", 200, """
                        {"Node":{"Node":"db1"},"Services":{"pg1":{"ID":"pg1","Service":"postgres","Tags":["v12"]},
                         "pg2":{"ID":"pg2","Service":"postgres","Tags":["replica"]}}}""")
                .answer("GET /v1/catalog/node/nobody", 200, "null");

        assertThat(run("catalog", "datacenters").out()).isEqualTo("dc1\n");
        assertThat(run("catalog", "nodes").out()).isEqualTo("""
                Node  ID        Address    DC
                db1   22222222  10.0.0.11  dc1
                web1            10.0.0.21  dc1
                """);
        assertThat(run("catalog", "nodes", "-detailed").out())
                .contains("dc1  lan=10.0.0.11, wan=192.0.2.11  rack=r1, role=db\n");
        assertThat(run("catalog", "services").out()).isEqualTo("postgres\nweb\n");
        assertThat(run("catalog", "services", "-tags").out()).isEqualTo("postgres      primary,v12\nweb           \n");
        assertThat(run("catalog", "services", "-node=db1", "-tags").out()).isEqualTo("postgres      replica,v12\n");
        assertThat(run("catalog", "services", "-node=nobody"))
                .isEqualTo(
                        new CliRun.Result(0, "", "No services match the given query - try expanding your search.\n"));
        assertThat(run("catalog", "nodes", "x")).isEqualTo(failed("Too many arguments (expected 0, got 1)"));
    }

    @Test
    void findsNodesByServiceAndMetadata() {
        agent.answer("GET /v1/catalog/service/web?near=_agent&node-meta=rack%3Ar1&node-meta=role%3Adb", 200, "[]");

        CliRun.Result result =
                run("catalog", "nodes", "-service=web", "-near=_agent", "-node-meta=rack=r1", "-node-meta=role=db");

        assertThat(result)
                .isEqualTo(new CliRun.Result(0, "", "No nodes match the given query - try expanding your search.\n"));
    }

    @Test
    void listsAndRemovesRaftPeers() {
        agent.answer("GET /v1/operator/raft/configuration?stale=", 200, """
                        {"Servers":[{"ID":"id1","Node":"node1","Address":"127.0.0.1:8300","Leader":true,"ProtocolVersion":"3",
                         "Voter":true}],"Index":4}""")
                .answer("GET /v1/operator/raft/configuration", 500, "No cluster leader")
                .answer(
                        "DELETE /v1/operator/raft/peer?address=127.0.0.1%3A1",
                        500, "address \"127.0.0.1:1\" was not found")
                .answer("DELETE /v1/operator/raft/peer?id=id9", 200, "");

        assertThat(run("operator", "raft", "list-peers", "-stale").out()).isEqualTo("""
                Node   ID   Address         State   Voter  RaftProtocol
                node1  id1  127.0.0.1:8300  leader  true   3
                """);
        assertThat(run("operator", "raft", "list-peers"))
                .isEqualTo(failed("Error getting peers: Failed to retrieve raft configuration: "
                        + "Unexpected response code: 500 (No cluster leader)"));
        assertThat(run("operator", "raft", "remove-peer", "-address=127.0.0.1:1"))
                .isEqualTo(failed("Error removing peer: Unexpected response code: 500 "
                        + "(address \"127.0.0.1:1\" was not found)"));
        assertThat(run("operator", "raft", "remove-peer", "-id=id9").out()).isEqualTo("Removed peer with id \"id9\"\n");
        assertThat(run("operator", "raft", "remove-peer"))
                .isEqualTo(failed("Error removing peer: an address or id is required for the peer to remove"));
        assertThat(run("operator", "raft", "remove-peer", "-id=a", "-address=b"))
                .isEqualTo(failed("Error removing peer: cannot give both an address and id"));
    }

    @Test
    void letsAnotherServerLead() {
        agent.answer("POST /v1/operator/raft/transfer-leader", 200, "{\"Success\":true}")
                .answer("POST /v1/operator/raft/transfer-leader?id=id9", 500, "No cluster leader");

        assertThat(run("operator", "raft", "transfer-leader").out()).isEqualTo("Success\n");
        assertThat(run("operator", "raft", "transfer-leader", "-id=id9"))
                .isEqualTo(failed("Error transferring leadership: Unexpected response code: 500 (No cluster leader)"));
    }

    @Test
    void showsAndChangesAutopilot() {
        agent.answer("GET /v1/operator/autopilot/configuration", 200, """
                        {"CleanupDeadServers":true,"LastContactThreshold":"200ms","MaxTrailingLogs":250,"MinQuorum":0,
                         "ServerStabilizationTime":"3m0s","RedundancyZoneTag":"","DisableUpgradeMigration":false,
                         "UpgradeVersionTag":"","CreateIndex":4,"ModifyIndex":9}""")
                .answer("PUT /v1/operator/autopilot/configuration?cas=9", 200, "true");

        assertThat(run("operator", "autopilot", "get-config").out()).isEqualTo("""
                CleanupDeadServers = true
                LastContactThreshold = 200ms
                MaxTrailingLogs = 250
                MinQuorum = 0
                ServerStabilizationTime = 3m0s
                RedundancyZoneTag = ""
                DisableUpgradeMigration = false
                UpgradeVersionTag = ""
                """);
        assertThat(run("operator", "autopilot", "set-config", "-cleanup-dead-servers=false", "-max-trailing-logs=99")
                        .out())
                .isEqualTo("Configuration updated!\n");
        assertThat(agent.bodies().getFirst())
                .contains(
                        "\"CleanupDeadServers\":false",
                        "\"MaxTrailingLogs\":99",
                        "\"ServerStabilizationTime\":\"3m0s\"");
    }

    @Test
    void explainsBadNumbersAndDurations() {
        assertThat(run("operator", "autopilot", "set-config", "-max-trailing-logs=x")
                        .err())
                .startsWith(
                        "invalid value \"x\" for flag -max-trailing-logs: strconv.ParseUint: parsing \"x\": invalid syntax\n");
        assertThat(run("operator", "autopilot", "set-config", "-last-contact-threshold=fast")
                        .err())
                .startsWith(
                        "invalid value \"fast\" for flag -last-contact-threshold: time: invalid duration \"fast\"\n");
        assertThat(run("kv", "put", "-flags=-1", "k").err())
                .startsWith("invalid value \"-1\" for flag -flags: parse error\n");
        assertThat(run("kv", "put", "-flags=99999999999999999999", "k").err())
                .startsWith("invalid value \"99999999999999999999\" for flag -flags: value out of range\n");
    }
}
