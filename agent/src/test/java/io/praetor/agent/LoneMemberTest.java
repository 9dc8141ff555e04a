package io.praetor.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.config.AgentFlags;
import io.praetor.agent.config.ConfigLoader;
import io.praetor.agent.config.Machine;
import io.praetor.model.agent.AgentMember;
import io.praetor.model.agent.AgentSelf;
import io.praetor.model.codec.Json;
import io.praetor.server.RequestFailure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class LoneMemberTest {
    private static final String ID = "11111111-0000-0000-0000-000000000001";

    @Test
    void showsItselfAsTheOnlyMemberOfBothPools() throws Exception {
        LoneMember member = member("-dev", "-node=n1", "-server-port=8399");

        AgentMember lan = member.members(false).getFirst();
        AgentMember wan = member.members(true).getFirst();

        assertThat(lan.name()).isEqualTo("n1");
        assertThat(lan.addr()).isEqualTo("127.0.0.1");
        assertThat(lan.port()).isEqualTo(8301);
        assertThat(lan.status()).isEqualTo(AgentMember.ALIVE);
        assertThat(lan.tags())
                .containsEntry("role", "consul")
                .containsEntry("id", ID)
                .containsEntry("port", "8399")
                .containsEntry("segment", "")
                .containsEntry("wan_join_port", "8302")
                .doesNotContainKeys("bootstrap", "expect");
        assertThat(wan.name()).isEqualTo("n1.dc1");
        assertThat(member("-dev", "-serf-wan-port=-1").members(true)).isEmpty();
    }

    @Test
    void knowsNobodyElse() throws Exception {
        LoneMember member = member("-dev", "-node=n1");

        assertThatThrownBy(() -> member.forceLeave("other", false))
                .isInstanceOf(RequestFailure.class)
                .hasMessage("agent: No node found with name 'other'");
        assertThatThrownBy(() -> member.join("10.0.0.9", false)).isInstanceOf(RequestFailure.class);
        assertThatCode(() -> member.join("127.0.0.1:8301", false)).doesNotThrowAnyException();
        assertThatCode(() -> member.forceLeave("n1", true)).doesNotThrowAnyException();
    }

    @Test
    void tellsItsConfigurationByTheOriginalsNamesAndWithoutSecrets() throws Exception {
        AgentSelf self = member(
                        "-dev",
                        "-node=n1",
                        "-encrypt=pUqJrVyVRj5jsiYEkM/tFQYfWyJIv4s3XkvDwy7Cu5s=",
                        "-hcl=dns_config { node_ttl = \"11s\" service_ttl { one = \"8s\" } } session_ttl_min = \"4m\"",
                        "-hcl=leave_on_terminate = true node_meta { color = \"blue\" }")
                .self();

        assertThat(self.config())
                .isEqualTo(new AgentSelf.Config("dc1", "n1", ID, self.config().revision(), true, "1.9.0"));
        assertThat(self.meta()).isEqualTo(Map.of("color", "blue", "consul-network-segment", ""));
        assertThat(self.debugConfig())
                .containsEntry("DNSNodeTTL", "11s")
                .containsEntry("DNSServiceTTL", Map.of("one", "8s"))
                .containsEntry("SessionTTLMin", "4m0s")
                .containsEntry("LeaveOnTerm", true)
                .containsEntry("EnableDebug", true)
                .containsEntry("EncryptKey", "hidden")
                .containsEntry("DNSUDPAnswerLimit", 3L)
                .containsEntry("HTTPAddrs", List.of("tcp://127.0.0.1:8500"));
        assertThat(self.stats()).containsKeys("agent", "build", "consul", "runtime");
        assertThat(Json.text(AgentSelf.CODEC, self)).doesNotContain("pUqJrVyVRj5jsiYEkM");
    }

    @Test
    void hasNoPlaceInTheNetworkWithoutCoordinates() throws Exception {
        assertThat(member("-dev", "-hcl=disable_coordinates = true").self().coord())
                .isNull();
    }

    private static LoneMember member(String... arguments) throws Exception {
        AgentConfig config = new ConfigLoader(Machine.LOCAL)
                .load(AgentFlags.parse(List.of(arguments)).sources())
                .config();
        return new LoneMember(config, ID, () -> Map.of("consul", new TreeMap<>(Map.of("leader", "true"))), () -> {});
    }
}
