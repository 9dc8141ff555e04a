package io.praetor.gossip.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.memberlist.Node.Versions;
import io.praetor.gossip.serf.Member;
import io.praetor.gossip.serf.Member.Status;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway") // a server that is none fails the test anyway
class ServerTagsTest {

    private static final Map<String, String> RECORDED = Map.ofEntries(
            Map.entry("wan_join_port", "38302"),
            Map.entry("raft_vsn", "3"),
            Map.entry("port", "38300"),
            Map.entry("ft_si", "1"),
            Map.entry("dc", "dc1"),
            Map.entry("vsn_min", "2"),
            Map.entry("build", "1.9.0dev:6ba776b4"),
            Map.entry("vsn", "2"),
            Map.entry("bootstrap", "1"),
            Map.entry("ft_fs", "1"),
            Map.entry("role", "consul"),
            Map.entry("segment", ""),
            Map.entry("id", "11111111-1111-4111-8111-111111111111"),
            Map.entry("vsn_max", "3"),
            Map.entry("acls", "0"));

    @Test
    void readsTheTagsOfARecordedServer() {
        ServerTags server = ServerTags.of(member("s1", RECORDED));

        assertThat(server.shortName()).isEqualTo("s1");
        assertThat(server.id()).isEqualTo("11111111-1111-4111-8111-111111111111");
        assertThat(server.datacenter()).isEqualTo("dc1");
        assertThat(server.rpc()).hasToString("127.0.0.71:38300");
        assertThat(server.bootstrap()).isTrue();
        assertThat(server.expect()).isZero();
        assertThat(server.nonVoter()).isFalse();
        assertThat(server.wanJoinPort()).isEqualTo(38302);
        assertThat(server.raftVersion()).isEqualTo(3);
        assertThat(server.build()).isEqualTo(new Build(1, 9, 0));
        assertThat(server.features()).isEqualTo(Map.of("fs", 1, "si", 1));
    }

    @Test
    void takesTheDatacenterOffItsNameInTheWan() {
        ServerTags server = ServerTags.of(member("s1.dc1", RECORDED));

        assertThat(server.name()).isEqualTo("s1.dc1");
        assertThat(server.shortName()).isEqualTo("s1");
    }

    @ParameterizedTest
    @CsvSource({
        "role, node",
        "port, x",
        "port, 0",
        "port, 70000",
        "port,",
        "vsn, two",
        "build, latest",
        "expect, three",
        "wan_join_port, x",
        "raft_vsn, x",
        "ft_si, x",
        "sl_alpha, nohost"
    })
    void isNoServerUnlessAllOfItCanBeRead(String tag, String value) {
        assertThat(ServerTags.of(member("s1", with(RECORDED, tag, value == null ? "" : value))))
                .isNull();
    }

    @Test
    void readsSegmentListeners() {
        Map<String, String> tags = with(RECORDED, "sl_alpha", "[::1]:8300");

        assertThat(ServerTags.of(member("s1", tags)).segments()).isEqualTo(Map.of("alpha", "[::1]:8300"));
    }

    static Map<String, String> with(Map<String, String> tags, String key, String value) {
        Map<String, String> changed = new HashMap<>(tags);
        changed.put(key, value);
        return changed;
    }

    static Map<String, String> recorded() {
        return RECORDED;
    }

    static Member member(String name, Map<String, String> tags) {
        return member(name, tags, Status.NONE);
    }

    static Member member(String name, Map<String, String> tags, Status status) {
        Endpoint endpoint = new Endpoint(InetAddress.ofLiteral("127.0.0.71"), 38301);
        return new Member(name, endpoint, tags, status, new Versions(1, 5, 2, 2, 5, 4));
    }
}
