package io.praetor.agent;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/// Loopback ports below the usual ephemeral range, so that no outgoing connection takes one before its server does.
final class FreePorts {
    private static final int FIRST = 18_000;
    private static final int COUNT = 2_000;

    private FreePorts() {}

    /// Ports free for TCP and UDP. Test runs side by side begin in different places.
    static List<Integer> find(int count) {
        int start = (int) (ProcessHandle.current().pid() * 37 % COUNT);
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < COUNT && found.size() < count; i++) {
            int port = FIRST + (start + i) % COUNT;
            if (isFree(port)) {
                found.add(port);
            }
        }
        if (found.size() < count) {
            throw new IllegalStateException("no free port between %d and %d".formatted(FIRST, FIRST + COUNT));
        }
        return found;
    }

    private static boolean isFree(int port) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (ServerSocket stream = new ServerSocket();
                DatagramSocket datagram = new DatagramSocket(null)) {
            stream.bind(address);
            datagram.bind(address);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
