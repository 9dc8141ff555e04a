package io.praetor.dns;

import io.praetor.server.Ticker;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Predicate;

/// Asks over real sockets, a new one each time: the system chooses a port that is hard to guess, and a connected socket
/// takes packets from nobody else. Blocks; meant for virtual threads.
final class SocketExchange implements Exchange {
    private static final int MOST_UDP_BYTES = 65_535;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Ticker ticker;

    SocketExchange(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public byte[] ask(
            InetSocketAddress server, byte[] query, boolean reliably, Duration timeout, Predicate<byte[]> valid)
            throws IOException {
        long deadline = ticker.nanos() + timeout.toNanos();
        return reliably ? stream(server, query, deadline, valid) : datagram(server, query, deadline, valid);
    }

    private byte[] datagram(InetSocketAddress server, byte[] query, long deadline, Predicate<byte[]> valid)
            throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            socket.send(new DatagramPacket(query, query.length));
            DatagramPacket packet = new DatagramPacket(new byte[MOST_UDP_BYTES], MOST_UDP_BYTES);
            while (true) {
                socket.setSoTimeout(left(deadline));
                socket.receive(packet);
                byte[] answer = Arrays.copyOf(packet.getData(), packet.getLength());
                if (valid.test(answer)) {
                    return answer;
                }
                packet.setLength(MOST_UDP_BYTES);
            }
        }
    }

    private byte[] stream(InetSocketAddress server, byte[] query, long deadline, Predicate<byte[]> valid)
            throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, left(deadline));
            byte[] framed = new byte[2 + query.length];
            framed[0] = (byte) (query.length >> 8);
            framed[1] = (byte) query.length;
            System.arraycopy(query, 0, framed, 2, query.length);
            OutputStream out = socket.getOutputStream();
            out.write(framed);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] head = new byte[2];
            read(socket, in, head, deadline);
            byte[] answer = new byte[(head[0] & 0xff) << 8 | (head[1] & 0xff)];
            read(socket, in, answer, deadline);
            if (!valid.test(answer)) {
                throw new IOException("an answer to something else");
            }
            return answer;
        }
    }

    /// A server that sends byte after byte gets no more time for it.
    private void read(Socket socket, DataInputStream in, byte[] into, long deadline) throws IOException {
        int at = 0;
        while (at < into.length) {
            socket.setSoTimeout(left(deadline));
            int read = in.read(into, at, into.length - at);
            if (read < 0) {
                throw new IOException("the connection was closed");
            }
            at += read;
        }
    }

    private int left(long deadline) throws SocketTimeoutException {
        long nanos = deadline - ticker.nanos();
        if (nanos <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        return Math.clamp(nanos / NANOS_PER_MILLI, 1, Integer.MAX_VALUE);
    }
}
