package io.praetor.acceptance.cluster;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A member of a gossip pool that speaks a protocol of days to come: it exchanges states, which is all it is asked for.
final class NewerMember implements Closeable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final byte PUSH_PULL = 6;

    private final ServerSocket socket;
    private final byte[] state;

    private NewerMember(ServerSocket socket, byte[] state) {
        this.socket = socket;
        this.state = state;
    }

    /// One that can be joined.
    static NewerMember listening(int protocol) throws IOException {
        ServerSocket socket = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
        NewerMember member = new NewerMember(socket, state(protocol));
        Thread.ofVirtual().start(member::serve);
        return member;
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket joiner = socket.accept()) {
                // whatever it says; it says something
                if (joiner.getInputStream().read() >= 0) {
                    joiner.getOutputStream().write(state);
                    joiner.shutdownOutput();
                    joiner.getInputStream().transferTo(new ByteArrayOutputStream());
                }
            } catch (IOException e) {
                // the test is over, or the joiner has gone
            }
        }
    }

    /// Joins the member that listens there.
    ///
    /// @return what it answers
    static byte[] tell(int port, byte[] state) throws IOException {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(state);
            socket.shutdownOutput();
            return socket.getInputStream().readAllBytes();
        }
    }

    /// What it knows: itself, called `newer` (`gossip-memberlist.md` §10).
    static byte[] state(int protocol) throws IOException {
        byte[] version = {(byte) protocol, (byte) protocol, (byte) protocol, 2, 5, 4};
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(PUSH_PULL);
        out.writeByte(0x83);
        text(out, "Nodes");
        out.writeByte(1);
        text(out, "UserStateLen");
        out.writeByte(0);
        text(out, "Join");
        out.writeByte(0xc3);
        out.writeByte(0x87);
        text(out, "Name");
        text(out, "newer");
        text(out, "Addr");
        raw(out, new byte[] {127, 0, 0, 1});
        text(out, "Port");
        out.writeByte(1);
        text(out, "Meta");
        raw(out, new byte[0]);
        text(out, "Incarnation");
        out.writeByte(1);
        text(out, "State");
        out.writeByte(0);
        text(out, "Vsn");
        raw(out, version);
        return bytes.toByteArray();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        raw(out, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Short ones only.
    private static void raw(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeByte(0xa0 | bytes.length);
        out.write(bytes);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
