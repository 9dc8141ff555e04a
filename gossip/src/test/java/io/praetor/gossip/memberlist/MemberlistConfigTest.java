package io.praetor.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemberlistConfigTest {

    @Test
    void theLanIsTheDefault() {
        MemberlistConfig lan = MemberlistConfig.lan("a");

        assertThat(lan.name()).isEqualTo("a");
        assertThat(lan.versions()).isEqualTo(new Node.Versions(1, 5, 2, 0, 0, 0));
        assertThat(lan.streamTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(lan.indirectChecks()).isEqualTo(3);
        assertThat(lan.retransmitMult()).isEqualTo(4);
        assertThat(lan.suspicionMult()).isEqualTo(4);
        assertThat(lan.suspicionMaxTimeoutMult()).isEqualTo(6);
        assertThat(lan.pushPullInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(lan.probeTimeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(lan.probeInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(lan.tcpPings()).isTrue();
        assertThat(lan.awarenessMaxMultiplier()).isEqualTo(8);
        assertThat(lan.gossipNodes()).isEqualTo(3);
        assertThat(lan.gossipInterval()).isEqualTo(Duration.ofMillis(200));
        assertThat(lan.gossipToTheDeadTime()).isEqualTo(Duration.ofSeconds(30));
        assertThat(lan.deadNodeReclaimTime()).isZero();
        assertThat(lan.compress()).isTrue();
        assertThat(lan.packetBudget()).isEqualTo(1400);
        assertThat(lan.handoffQueueDepth()).isEqualTo(1024);
        assertThat(lan.allowed()).isEmpty();
    }

    @Test
    void theWanIsMorePatient() {
        MemberlistConfig wan = MemberlistConfig.wan("a");

        assertThat(wan.streamTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(wan.suspicionMult()).isEqualTo(6);
        assertThat(wan.pushPullInterval()).isEqualTo(Duration.ofSeconds(60));
        assertThat(wan.probeTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(wan.probeInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(wan.gossipNodes()).isEqualTo(4);
        assertThat(wan.gossipInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(wan.gossipToTheDeadTime()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void theLocalMachineIsHasty() {
        MemberlistConfig local = MemberlistConfig.local("a");

        assertThat(local.streamTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(local.indirectChecks()).isEqualTo(1);
        assertThat(local.retransmitMult()).isEqualTo(2);
        assertThat(local.suspicionMult()).isEqualTo(3);
        assertThat(local.pushPullInterval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(local.probeTimeout()).isEqualTo(Duration.ofMillis(200));
        assertThat(local.probeInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(local.gossipInterval()).isEqualTo(Duration.ofMillis(100));
        assertThat(local.gossipToTheDeadTime()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void changesOneThingAndKeepsTheRest() {
        MemberlistConfig changed = MemberlistConfig.wan("a")
                .with(change -> change.gossipNodes(3).allowed(List.of(Network.parse("10.0.0.0/8"))));

        assertThat(changed.gossipNodes()).isEqualTo(3);
        assertThat(changed.allowed()).hasSize(1);
        assertThat(changed.with(change -> change.gossipNodes(4).allowed(List.of())))
                .isEqualTo(MemberlistConfig.wan("a"));
    }

    @Test
    void refusesWhatCannotWork() {
        MemberlistConfig lan = MemberlistConfig.lan("a");

        assertThatThrownBy(() -> MemberlistConfig.lan("")).hasMessage("name is empty");
        assertThatThrownBy(() -> lan.with(change -> change.probeInterval(Duration.ZERO)))
                .hasMessage("probe interval and timeout must be positive");
        assertThatThrownBy(() -> lan.with(change -> change.suspicionMult(0)))
                .hasMessage("multipliers must be at least 1");
    }
}
