package io.praetor.agent.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.config.AgentFlags;
import io.praetor.agent.config.ConfigLoader;
import io.praetor.agent.config.Machine;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `gossip-serf.md` §11.
class PoolPlanTest {
    private static final String KEY = "pUqJrVyVRj5jsiYEkM/tFQYfWyJIv4s3XkvDwy7Cu5s=";
    private static final String OTHER = "CDXWyNGcoT6MExNYKz2Sgg2dbnsRvsUZKLoAR3ZGJHA=";

    @TempDir
    Path folder;

    private AgentConfig config(String hcl) throws Exception {
        String base = "bind_addr = \"127.0.0.1\" node_name = \"n1\" data_dir = \"" + folder + "\" ";
        return new ConfigLoader(Machine.LOCAL)
                .load(AgentFlags.parse(List.of("-hcl=" + base + hcl)).sources())
                .config();
    }

    @Test
    void aServerSaysWhatServersMust() throws Exception {
        AgentConfig config = config("server = true bootstrap_expect = 3 ports { server = 7 serf_wan = 9 }");

        Map<String, String> lan = PoolPlan.lan(config, "id1").serf().tags();
        assertThat(lan)
                .containsEntry("role", "consul")
                .containsEntry("dc", "dc1")
                .containsEntry("segment", "")
                .containsEntry("id", "id1")
                .containsEntry("vsn", "2")
                .containsEntry("vsn_min", "2")
                .containsEntry("vsn_max", "3")
                .containsEntry("acls", "0")
                .containsEntry("port", "7")
                .containsEntry("raft_vsn", "3")
                .containsEntry("wan_join_port", "9")
                .containsEntry("expect", "3")
                .containsEntry("ft_fs", "1")
                .containsEntry("ft_si", "1")
                .containsKey("build")
                .doesNotContainKeys("bootstrap", "nonvoter", "use_tls");
        PoolPlan wan = PoolPlan.wan(config, "id1");
        assertThat(wan.serf().tags()).doesNotContainKey("wan_join_port").containsEntry("port", "7");
        assertThat(wan.members().name()).isEqualTo("n1.dc1");
    }

    @Test
    void aClientSaysLess() throws Exception {
        PoolPlan plan = PoolPlan.lan(config("advertise_reconnect_timeout = \"10m\""), "id1");

        assertThat(plan.serf().tags())
                .containsOnlyKeys("role", "dc", "segment", "id", "vsn", "vsn_min", "vsn_max", "build", "acls", "rc_tm")
                .containsEntry("role", "node")
                .containsEntry("rc_tm", "10m0s");
        assertThat(plan.serf().nameConflictResolution()).isTrue();
        assertThat(PoolPlan.lan(config("server = true"), "id1").serf().nameConflictResolution())
                .isFalse();
    }

    @Test
    void whatIsConfiguredHolds() throws Exception {
        PoolPlan plan = PoolPlan.lan(
                config("gossip_lan { probe_interval = \"7s\" } serf_lan_allowed_cidrs = [\"10.0.0.0/8\"]"
                        + " encrypt_verify_incoming = false rejoin_after_leave = true reconnect_timeout = \"9h\""
                        + " disable_coordinates = true"),
                "id1");

        assertThat(plan.members().probeInterval()).isEqualTo(Duration.ofSeconds(7));
        assertThat(plan.members().verifyIncoming()).isFalse();
        assertThat(plan.net().allowed().test(InetAddress.ofLiteral("10.1.2.3"))).isTrue();
        assertThat(plan.net().allowed().test(InetAddress.ofLiteral("192.0.2.1")))
                .isFalse();
        assertThat(plan.serf().rejoinAfterLeave()).isTrue();
        assertThat(plan.serf().reconnectTimeout()).isEqualTo(Duration.ofHours(9));
        assertThat(plan.serf().coordinates()).isFalse();
        assertThat(plan.serf().snapshotPath()).isEqualTo(folder.resolve("serf/local.snapshot"));
    }

    @Test
    void theFirstKeyGoesToAFileThatWinsFromThenOn() throws Exception {
        AgentConfig first = config("encrypt = \"" + KEY + "\"");
        Path file = folder.resolve("serf/local.keyring");

        assertThat(PoolKeys.of(PoolPlan.lan(first, "id1"), first).keys()).hasSize(1);
        assertThat(Files.readString(file)).contains(KEY);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        AgentConfig later = config("encrypt = \"" + OTHER + "\"");
        assertThat(PoolKeys.of(PoolPlan.lan(later, "id1"), later).primary())
                .isEqualTo(Base64.getDecoder().decode(KEY));
        AgentConfig without = config("");
        assertThat(PoolKeys.of(PoolPlan.lan(without, "id1"), without).isEnabled())
                .isTrue();
    }

    @Test
    void keysNeedNoFile() throws Exception {
        AgentConfig config = config("disable_keyring_file = true encrypt = \"" + KEY + "\"");

        assertThat(PoolKeys.of(PoolPlan.lan(config, "id1"), config).isEnabled()).isTrue();
        assertThat(folder.resolve("serf")).doesNotExist();
    }
}
