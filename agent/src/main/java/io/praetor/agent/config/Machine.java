package io.praetor.agent.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// What configuration asks of the machine it is loaded on; tests bring their own.
public interface Machine {
    /// The machine's name.
    String hostName();

    /// Every address of every network interface.
    List<Card> cards();

    /// The interface that leads to everywhere else; empty when there is none.
    default String defaultInterface() {
        return "";
    }

    /// A variable of the environment; empty when it is not set.
    default String environment(String name) {
        return "";
    }

    /// One address of a network interface.
    ///
    /// @param prefixLength bits of the network part
    /// @param flags `up`, `loopback`, `broadcast`, `multicast`, `pointtopoint`
    record Card(String name, InetAddress address, int prefixLength, Set<String> flags) {}

    /// The machine this process runs on.
    Machine LOCAL = new Machine() {
        @Override
        public String hostName() {
            try {
                Path kernel = Path.of("/proc/sys/kernel/hostname");
                return Files.isReadable(kernel)
                        ? Files.readString(kernel).strip()
                        : InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException _) {
                return "";
            } catch (IOException e) {
                throw new UncheckedIOException("the machine's name cannot be read", e);
            }
        }

        @Override
        public String environment(String name) {
            return Objects.requireNonNullElse(System.getenv(name), "");
        }

        // as the kernel's tables say: IPv4's first, because most networks have it.
        @Override
        public String defaultInterface() {
            return Routes.defaultInterface(lines(Path.of("/proc/net/route")), lines(Path.of("/proc/net/ipv6_route")));
        }

        private static List<String> lines(Path table) {
            try {
                return Files.isReadable(table) ? Files.readAllLines(table) : List.of();
            } catch (IOException e) {
                throw new UncheckedIOException("the table of routes cannot be read", e);
            }
        }

        @Override
        public List<Card> cards() {
            List<Card> cards = new ArrayList<>();
            try {
                for (NetworkInterface card :
                        NetworkInterface.networkInterfaces().toList()) {
                    Set<String> flags = new TreeSet<>();
                    if (card.isUp()) {
                        flags.add("up");
                    }
                    if (card.isLoopback()) {
                        flags.add("loopback");
                    }
                    if (card.isPointToPoint()) {
                        flags.add("pointtopoint");
                    }
                    if (card.supportsMulticast()) {
                        flags.add("multicast");
                    }
                    if (card.getInterfaceAddresses().stream().anyMatch(address -> address.getBroadcast() != null)) {
                        flags.add("broadcast");
                    }
                    for (InterfaceAddress address : card.getInterfaceAddresses()) {
                        cards.add(new Card(
                                card.getName(), address.getAddress(), address.getNetworkPrefixLength(), flags));
                    }
                }
            } catch (SocketException e) {
                throw new UncheckedIOException("network interfaces cannot be listed", e);
            }
            return cards;
        }
    };
}
