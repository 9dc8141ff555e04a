package io.praetor.gossip.consul;

import static io.praetor.gossip.consul.ServerTagsTest.member;
import static io.praetor.gossip.consul.ServerTagsTest.recorded;
import static io.praetor.gossip.consul.ServerTagsTest.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.gossip.serf.Member;
import io.praetor.gossip.serf.Member.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsulMergeTest {

    private static final String OWN_ID = "99999999-9999-4999-8999-999999999999";

    private final ConsulLanMerge lan = new ConsulLanMerge(OWN_ID, "me", "dc1", "");

    @Test
    void membersOfTheDatacenterMayJoin() {
        Member server = member("s1", recorded());
        Member client = member("c1", Map.of("role", "node", "dc", "dc1", "id", "c", "build", "1.9.0"));

        assertThat(lan.refuse(List.of(server, client))).isNull();
    }

    @Test
    void anotherDatacenterIsRefused() {
        Member stranger = member("s1", with(recorded(), "dc", "dc2"));

        assertThat(lan.refuse(List.of(stranger))).isEqualTo("Member 's1' part of wrong datacenter 'dc2'");
    }

    @Test
    void anotherSegmentIsRefused() {
        Member stranger = member("c1", Map.of("role", "node", "dc", "dc1", "segment", "alpha"));

        assertThat(lan.refuse(List.of(stranger))).isEqualTo("Member 'c1' part of wrong segment 'alpha' (expected '')");
    }

    @Test
    void theOwnIdUnderAnotherNameIsRefused() {
        Map<String, String> tags = with(recorded(), "id", OWN_ID);

        assertThat(lan.refuse(List.of(member("me", tags)))).isNull();
        assertThat(lan.refuse(List.of(member("you", tags))))
                .isEqualTo("Member 'you' has conflicting node ID '" + OWN_ID + "' with this agent's ID");
    }

    @Test
    void twoWithOneIdAreRefusedUnlessTheyAreOld() {
        Map<String, String> tags = Map.of("role", "node", "dc", "dc1", "id", "x", "build", "1.9.0");
        Map<String, String> old = with(tags, "build", "0.8.4:abc");

        assertThat(lan.refuse(List.of(member("a", tags), member("b", tags))))
                .isEqualTo("Member 'b' has conflicting node ID 'x' with member 'a'");
        assertThat(lan.refuse(List.of(member("a", old), member("b", old)))).isNull();
    }

    @Test
    void theIdOfSomebodyWhoIsHereIsRefusedUnderAnotherName() {
        Map<String, String> tags = Map.of("role", "node", "dc", "dc1", "id", "x", "build", "1.9.0");
        List<Member> newcomer = List.of(member("b", tags));

        assertThat(lan.refuse(newcomer, List.of(member("a", tags, Status.ALIVE))))
                .isEqualTo("Member 'b' has conflicting node ID 'x' with member 'a'");
        assertThat(lan.refuse(newcomer, List.of(member("b", tags, Status.ALIVE))))
                .isNull();
        assertThat(lan.refuse(newcomer, List.of(member("a", with(tags, "id", "y"), Status.ALIVE))))
                .isNull();
        assertThat(lan.refuse(newcomer, List.of(member("a", with(tags, "build", "0.8.4:abc"), Status.ALIVE))))
                .isNull();
        for (Status gone : List.of(Status.FAILED, Status.LEFT)) {
            assertThat(lan.refuse(newcomer, List.of(member("a", tags, gone)))).isNull();
        }
        assertThat(lan.refuse(List.of(member("b", tags, Status.LEFT)), List.of(member("a", tags, Status.ALIVE))))
                .isNull();
        assertThat(lan.refuse(List.of(member("b", with(tags, "dc", "dc2"))), List.of()))
                .isEqualTo("Member 'b' part of wrong datacenter 'dc2'");
    }

    @Test
    void thoseWhoLeftWithAnIdAreNotAsked() {
        Map<String, String> elsewhere = Map.of("role", "node", "dc", "dc2", "id", OWN_ID);
        Map<String, String> nameless = Map.of("role", "node", "dc", "dc2");

        assertThat(lan.refuse(List.of(member("a", elsewhere, Status.LEFT)))).isNull();
        assertThat(lan.refuse(List.of(member("a", nameless, Status.LEFT)))).isNotNull();
    }

    @Test
    void aPlainSerfMemberMayJoin() {
        assertThat(lan.refuse(List.of(member("serf", Map.of("role", "web"))))).isNull();
    }

    @Test
    void theWanIsForServers() {
        ConsulWanMerge wan = new ConsulWanMerge();

        assertThat(wan.refuse(List.of(member("s1.dc1", recorded())))).isNull();
        assertThat(wan.refuse(List.of(member("c1", Map.of("role", "node"))))).isEqualTo("Member 'c1' is not a server");
    }
}
