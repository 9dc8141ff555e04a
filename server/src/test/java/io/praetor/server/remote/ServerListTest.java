package io.praetor.server.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.rpc.RpcClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServerListTest {
    private final ServerList list = new ServerList(new Random(3));

    static RpcClient.Server server(String name, int port) {
        return new RpcClient.Server(name, "dc1", new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private RpcClient.Server first() {
        return Objects.requireNonNull(list.first());
    }

    @Test
    void isEmptyUntilGossipTellsOfAServer() {
        assertThat(list.first()).isNull();
    }

    @Test
    void putsAServerThatFailsAtTheEnd() {
        List.of("a", "b", "c").forEach(name -> list.add(server(name, 1)));
        RpcClient.Server failing = first();

        list.failed(failing);
        list.failed(failing);

        assertThat(list.all()).hasSize(3).endsWith(failing);
    }

    @Test
    void keepsTheOnlyServerThatFails() {
        list.add(server("a", 1));

        list.failed(first());

        assertThat(list.all()).containsExactly(server("a", 1));
    }

    @Test
    void knowsAServerByItsNameWhereverItMoves() {
        List.of("a", "b", "c").forEach(name -> list.add(server(name, 1)));
        int place = list.all().indexOf(server("b", 1));

        list.add(server("b", 2));
        assertThat(list.all().indexOf(server("b", 2))).isEqualTo(place);
        list.remove(server("b", 3));

        assertThat(list.all()).containsExactlyInAnyOrder(server("a", 1), server("c", 1));
    }

    @Test
    void doesNotLetAllAgentsBeginWithTheSameServer() {
        Set<RpcClient.Server> firsts = new HashSet<>();
        for (int agent = 0; agent < 50; agent++) {
            ServerList fresh = new ServerList(new Random(agent));
            List.of("a", "b", "c").forEach(name -> fresh.add(server(name, 1)));
            firsts.add(fresh.all().getFirst());
        }

        assertThat(firsts).hasSize(3);
    }

    @Test
    void keepsWhatCameAndWentWhileItWasShuffled() {
        List.of("a", "b", "c").forEach(name -> list.add(server(name, 1)));
        List<RpcClient.Server> order = list.shuffled();
        list.remove(server("b", 1));
        list.add(server("d", 1));

        list.reorder(order);

        assertThat(list.all()).containsExactlyInAnyOrder(server("a", 1), server("c", 1), server("d", 1));
        assertThat(list.all()).endsWith(server("d", 1));
    }
}
