package io.praetor.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.agent.config.AgentConfig.GossipPool;
import io.praetor.agent.config.AgentConfig.Rpc;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PoolPartsTest {
    @Test
    void poolsBeginWithTheirProfiles() throws Exception {
        AgentConfig.Gossip gossip = load("").gossip();

        assertThat(gossip.lan()).isEqualTo(pool(200, 3, 1000, 500, 4, 4));
        assertThat(gossip.wan()).isEqualTo(pool(500, 3, 5000, 3000, 4, 6));
        assertThat(gossip.keyringFile()).isTrue();
        assertThat(gossip.verifyIncoming()).isTrue();
        assertThat(gossip.verifyOutgoing()).isTrue();
        AgentConfig.Gossip dev = dev("").gossip();
        assertThat(dev.lan()).isEqualTo(pool(100, 3, 100, 100, 4, 3)).isEqualTo(dev.wan());
        assertThat(dev.keyringFile()).isFalse();
    }

    private static GossipPool pool(int gossip, int nodes, int probe, int timeout, int retransmit, int suspicion) {
        return new GossipPool(
                Duration.ofMillis(gossip),
                nodes,
                Duration.ofMillis(probe),
                Duration.ofMillis(timeout),
                retransmit,
                suspicion,
                List.of(),
                Duration.ofDays(3));
    }

    @Test
    void everyTimingCanBeSet() throws Exception {
        AgentConfig.Gossip gossip = load("""
                        gossip_lan { gossip_interval = "1s" gossip_nodes = 2 probe_interval = "3s" probe_timeout = "4s"
                          retransmit_mult = 5 suspicion_mult = 6 }
                        gossip_wan { probe_interval = "7s" }
                        serf_lan_allowed_cidrs = ["10.0.0.0/8"] reconnect_timeout = "8h" reconnect_timeout_wan = "9h"
                        encrypt_verify_incoming = false encrypt_verify_outgoing = false disable_keyring_file = true
                        protocol = 3
                        """).gossip();

        assertThat(gossip.lan())
                .isEqualTo(new GossipPool(
                        Duration.ofSeconds(1),
                        2,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        5,
                        6,
                        List.of("10.0.0.0/8"),
                        Duration.ofHours(8)));
        assertThat(gossip.wan().probeInterval()).isEqualTo(Duration.ofSeconds(7));
        assertThat(gossip.wan().reconnectTimeout()).isEqualTo(Duration.ofHours(9));
        assertThat(Stream.of(gossip.verifyIncoming(), gossip.verifyOutgoing(), gossip.keyringFile()))
                .containsOnly(false);
        assertThat(gossip.protocol()).isEqualTo(3);
    }

    @Test
    void callsAreLimitedOnDemand() throws Exception {
        assertThat(load("").rpc()).isEqualTo(new Rpc(Double.POSITIVE_INFINITY, 1000, 100, Duration.ofSeconds(5)));
        assertThat(load("limits { rpc_rate = 2.5 rpc_max_burst = 3 rpc_max_conns_per_client = 4 "
                                + "rpc_handshake_timeout = \"1s\" }")
                        .rpc())
                .isEqualTo(new Rpc(2.5, 3, 4, Duration.ofSeconds(1)));
    }

    @Test
    void refusesTimingsThatStopGossip() {
        assertThatThrownBy(() -> load("gossip_lan { probe_interval = \"0s\" }"))
                .hasMessage("gossip_lan.probe_interval must be at least 1ms");
        assertThatThrownBy(() -> load("gossip_wan { suspicion_mult = 0 }"))
                .hasMessage("gossip_wan.suspicion_mult cannot be 0. Must be greater than zero");
    }

    @Test
    void asksNoCloudForAddresses() {
        assertThatThrownBy(() -> load("retry_join = [\"provider=aws tag_key=consul\"]"))
                .hasMessage("retry_join: \"provider=aws tag_key=consul\" asks a cloud for addresses, which this version"
                        + " does not do. Name addresses or DNS names");
    }

    @Test
    void aServerMayGoWithoutAVote() throws Exception {
        assertThat(load("server = true read_replica = true").server().nonVoter())
                .isTrue();
    }

    private static AgentConfig load(String hcl) throws Exception {
        return dev(hcl, "-hcl=bind_addr = \"127.0.0.1\" data_dir = \"/nowhere/data\"");
    }

    private static AgentConfig dev(String hcl) throws Exception {
        return dev(hcl, "-dev");
    }

    private static AgentConfig dev(String hcl, String base) throws Exception {
        AgentFlags flags = AgentFlags.parse(List.of(base, "-hcl=" + hcl));
        return new ConfigLoader(new TestMachine("lo 127.0.0.1/8"))
                .load(flags.sources())
                .config();
    }
}
