package io.praetor.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One UDP socket and the loop that reads it: what can be answered at once is answered there, the rest waits elsewhere.
final class UdpListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UdpListener.class);

    private static final int LONGEST_PACKET = 65_535;

    /// A burst waits in the system rather than being dropped.
    private static final int RECEIVE_BUFFER_BYTES = 4 << 20;

    private final DatagramChannel channel;
    private final Responder responder;
    private final SlowLane slowLane;
    private final Thread loop;

    private UdpListener(DatagramChannel channel, Responder responder, SlowLane slowLane) {
        this.channel = channel;
        this.responder = responder;
        this.slowLane = slowLane;
        loop = Thread.ofPlatform().daemon().name("dns-udp").unstarted(this::run);
    }

    /// @param shared whether another socket of ours has the port too
    /// @throws IOException when the port is taken
    static DatagramChannel bind(InetSocketAddress address, boolean shared) throws IOException {
        boolean six = address.getAddress() instanceof java.net.Inet6Address;
        DatagramChannel channel =
                DatagramChannel.open(six ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, shared);
            channel.bind(address);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// Begins to answer.
    ///
    /// @param channel bound; taken over
    static UdpListener start(DatagramChannel channel, Responder responder, SlowLane slowLane) {
        UdpListener listener = new UdpListener(channel, responder, slowLane);
        listener.loop.start();
        return listener;
    }

    private void run() {
        ByteBuffer in = ByteBuffer.allocateDirect(LONGEST_PACKET);
        byte[] packet = new byte[LONGEST_PACKET];
        Worker worker = responder.worker(ReplyWriter.TCP_BYTES);
        ByteBuffer out = ByteBuffer.wrap(worker.writer().bytes());
        while (channel.isOpen()) {
            try {
                in.clear();
                SocketAddress from = channel.receive(in);
                in.flip();
                int length = in.remaining();
                in.get(packet, 0, length);
                if (from instanceof InetSocketAddress peer) {
                    answer(worker, packet, length, peer, out);
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // of one packet: a client that cannot be reached
                LOG.debug("A DNS packet could not be taken or answered", e);
            } catch (RuntimeException | StackOverflowError e) {
                LOG.error("A DNS packet could not be answered", e);
            }
        }
    }

    private void answer(Worker worker, byte[] packet, int length, InetSocketAddress peer, ByteBuffer out)
            throws IOException {
        int answer = responder.answer(worker, packet, length, peer.getAddress(), false);
        if (answer > 0) {
            out.clear().limit(answer);
            channel.send(out, peer);
        } else if (answer == Responder.LATER) {
            Request request = worker.request().copy();
            slowLane.run(() -> answerLater(request, peer));
        }
    }

    private void answerLater(Request request, InetSocketAddress peer) {
        try {
            byte[] answer = responder.answerWaiting(request, peer.getAddress(), false);
            channel.send(ByteBuffer.wrap(answer), peer);
        } catch (IOException e) {
            LOG.debug("A DNS answer could not be sent", e);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("A DNS packet could not be answered", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
