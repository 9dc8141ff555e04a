package io.praetor.acceptance.program;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/// Loopback ports below the usual ephemeral range, so that no outgoing connection takes one before its server does.
public final class Ports {

    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;

    /// Test runs side by side begin in different places.
    private static int next = (int) (ProcessHandle.current().pid() * 37 % COUNT);

    private Ports() {}

    /// Ports free for TCP and UDP, none given twice by this process until all were.
    public static synchronized List<Integer> free(int count) {
        List<Integer> found = new ArrayList<>();
        for (int tries = 0; found.size() < count; tries++) {
            if (tries == COUNT) {
                throw new IllegalStateException("no free port between %d and %d".formatted(FIRST, FIRST + COUNT));
            }
            next = (next + 1) % COUNT;
            if (isFree(FIRST + next)) {
                found.add(FIRST + next);
            }
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
