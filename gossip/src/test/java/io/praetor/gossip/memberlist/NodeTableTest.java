package io.praetor.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.memberlist.Node.State;
import io.praetor.model.Bytes;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeTableTest {

    private final NodeTable table =
            new NodeTable(RandomGeneratorFactory.of("L64X128MixRandom").create(3));

    @Test
    void countsThoseWhoAreUp() {
        NodeState node = add("a", State.ALIVE);
        add("b", State.DEAD);
        assertThat(table.upCount()).isEqualTo(1);

        table.move(node, State.SUSPECT, 5);
        assertThat(table.upCount()).isEqualTo(1);
        table.move(node, State.LEFT, 6);

        assertThat(table.upCount()).isZero();
        assertThat(table.size()).isEqualTo(2);
        assertThat(node.since).isEqualTo(6);
    }

    @Test
    void probesEverybodyOnceInARound() {
        for (int i = 0; i < 20; i++) {
            add("n" + i, State.ALIVE);
        }
        List<String> first = round();
        table.newRound(node -> false);
        List<String> second = round();

        assertThat(first).hasSize(20).doesNotHaveDuplicates();
        assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
    }

    @Test
    void forgetsTheObsoleteBetweenRounds() {
        add("a", State.ALIVE);
        add("b", State.DEAD);

        table.newRound(node -> node.state == State.DEAD);

        assertThat(table.get("b")).isNull();
        assertThat(table.size()).isEqualTo(1);
        assertThat(table.upCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"3, 3, 3", "3, 5, 3", "3, 100, 3", "3, 2, 2", "0, 10, 0"})
    void picksDifferentOnesThatMeetTheCondition(int count, int alive, int expected) {
        for (int i = 0; i < alive; i++) {
            add("n" + i, State.ALIVE);
        }
        for (int i = 0; i < 5; i++) {
            add("d" + i, State.DEAD);
        }

        for (int i = 0; i < 50; i++) {
            List<NodeState> picked = table.pick(count, NodeState::isUp);
            assertThat(picked).hasSize(expected).doesNotHaveDuplicates().allMatch(NodeState::isUp);
        }
    }

    @Test
    void picksEverybodyAboutAsOften() {
        for (int i = 0; i < 8; i++) {
            add("n" + i, State.ALIVE);
        }
        int[] picks = new int[8];

        for (int i = 0; i < 4000; i++) {
            table.pick(2, node -> true).forEach(node -> picks[node.name.charAt(1) - '0']++);
            table.pick(3, node -> true).forEach(node -> picks[node.name.charAt(1) - '0']++);
        }

        assertThat(Arrays.stream(picks)).allMatch(count -> count > 2300 && count < 2700);
    }

    private List<String> round() {
        List<String> names = new ArrayList<>();
        @Nullable NodeState node = table.nextInRound(any -> true);
        while (node != null) {
            names.add(node.name);
            node = table.nextInRound(any -> true);
        }
        return names;
    }

    private NodeState add(String name, State state) {
        Endpoint endpoint = new Endpoint(InetAddress.getLoopbackAddress(), 7946);
        NodeState node = new NodeState(
                name, endpoint, Bytes.EMPTY, MemberlistConfig.lan("x").versions(), 0);
        node.state = state;
        table.add(node);
        return node;
    }
}
