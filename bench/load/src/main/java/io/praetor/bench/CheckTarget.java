package io.praetor.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What 10,000 checks look at: a server that is well at every path `/N`, and notes when it was last asked there. One
/// thread.
final class CheckTarget implements AutoCloseable {
    private static final int BACKLOG = 4096;
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocketChannel listening = ServerSocketChannel.open();
    private final Selector selector = Selector.open();
    private final Thread thread = new Thread(this::serve, "target");
    private final long[] last;
    /// Between two questions for the same path, in microseconds.
    private int[] gaps = new int[1 << 16];

    private int count;

    CheckTarget(int paths) throws IOException {
        last = new long[paths];
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        listening.configureBlocking(false);
        listening.register(selector, SelectionKey.OP_ACCEPT);
        thread.setDaemon(true);
        thread.start();
    }

    int port() throws IOException {
        return ((InetSocketAddress) listening.getLocalAddress()).getPort();
    }

    /// Forgets the gaps so far.
    synchronized void begin() {
        count = 0;
    }

    /// The gaps since [#begin], in microseconds, ascending.
    synchronized int[] gaps() {
        int[] sorted = Arrays.copyOf(gaps, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private synchronized void asked(int path) {
        long now = System.nanoTime();
        if (last[path] != 0) {
            if (count == gaps.length) {
                gaps = Arrays.copyOf(gaps, 2 * count);
            }
            gaps[count++] = (int) ((now - last[path]) / 1000);
        }
        last[path] = now;
    }

    private void serve() {
        ByteBuffer in = ByteBuffer.allocateDirect(4096);
        ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER.length).put(ANSWER);
        try {
            while (selector.isOpen()) {
                selector.select(key -> {
                    try {
                        if (key.isAcceptable()) {
                            accept();
                        } else {
                            answer((SocketChannel) key.channel(), in, answer.flip());
                        }
                    } catch (IOException e) {
                        key.cancel();
                    }
                });
            }
        } catch (IOException | ClosedSelectorException e) {
            // closed
        }
    }

    private void accept() throws IOException {
        SocketChannel channel;
        while ((channel = listening.accept()) != null) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        }
    }

    /// A request is small and comes in one piece on loopback.
    private void answer(SocketChannel channel, ByteBuffer in, ByteBuffer answer) throws IOException {
        try (channel) {
            in.clear();
            if (channel.read(in) > 0) {
                int path = 0;
                for (int i = "GET /".length(); in.get(i) != ' '; i++) {
                    path = 10 * path + in.get(i) - '0';
                }
                asked(path);
                channel.write(answer);
                channel.shutdownOutput();
            }
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        listening.close();
    }
}
