package io.praetor.gossip.net;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.Loop;
import io.praetor.gossip.Transport;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The socket of datagrams. The same one sends and receives, so that peers see where they can answer.
final class PacketSocket {
    private static final Logger LOG = LoggerFactory.getLogger(PacketSocket.class);

    /// The longest datagram there is.
    private static final int LONGEST = 65_536;

    private static final int RECEIVE_BUFFER = 2 << 20;
    private static final int SMALLEST_RECEIVE_BUFFER = 16 << 10;

    /// How many datagrams may wait for the loop; more wait in the socket, which drops those it has no room for.
    private static final int MOST_WAITING = 1024;

    private final DatagramChannel channel;
    private final Selector selector;
    private final Loop loop;
    private final Predicate<InetAddress> allowed;
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private volatile boolean closed;
    private volatile @Nullable Thread reader;

    private PacketSocket(DatagramChannel channel, Selector selector, Loop loop, Predicate<InetAddress> allowed) {
        this.channel = channel;
        this.selector = selector;
        this.loop = loop;
        this.allowed = allowed;
    }

    /// Binds.
    ///
    /// @throws BindException when the port is taken
    static PacketSocket bind(NetSettings settings, int port, Loop loop) throws IOException {
        DatagramChannel channel = DatagramChannel.open(
                settings.bind() instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        try {
            channel.configureBlocking(false);
            enlarge(channel);
            channel.bind(new InetSocketAddress(settings.bind(), port));
            Selector selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
            return new PacketSocket(channel, selector, loop, settings.allowed());
        } catch (BindException e) {
            channel.close();
            BindException taken = new BindException("Failed to start UDP listener on \""
                    + settings.bind().getHostAddress() + "\" port " + port + ": " + e.getMessage());
            taken.initCause(e);
            throw taken;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// A burst must not be lost while the loop is busy.
    private static void enlarge(DatagramChannel channel) {
        for (int size = RECEIVE_BUFFER; size >= SMALLEST_RECEIVE_BUFFER; size /= 2) {
            try {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, size);
                return;
            } catch (IOException tooMuch) {
                LOG.atDebug().addKeyValue("size", size).log("receive buffer is not to be had");
            }
        }
    }

    void start(Transport.Receiver receiver) {
        reader = Thread.ofPlatform().daemon().name("gossip-packets").start(() -> read(receiver));
    }

    private void read(Transport.Receiver receiver) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(LONGEST);
        while (!closed) {
            try {
                selector.select();
                selector.selectedKeys().clear();
                while (!closed && channel.receive(buffer.clear()) instanceof InetSocketAddress from) {
                    hand(receiver, from, buffer.flip());
                }
            } catch (ClosedSelectorException e) {
                return;
            } catch (IOException e) {
                if (!closed) {
                    // an answer of the network to something sent before, such as "port unreachable"
                    LOG.atDebug().addKeyValue("error", e.getMessage()).log("error reading UDP packet");
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void hand(Transport.Receiver receiver, InetSocketAddress from, ByteBuffer buffer)
            throws InterruptedException {
        if (!buffer.hasRemaining() || !allowed.test(from.getAddress())) {
            return;
        }
        byte[] packet = new byte[buffer.remaining()];
        buffer.get(packet);
        Endpoint sender = new Endpoint(from.getAddress(), from.getPort());
        room.acquire();
        loop.execute(() -> {
            room.release();
            receiver.packet(sender, packet);
        });
    }

    void send(Endpoint to, byte[] packet) throws IOException {
        try {
            channel.send(ByteBuffer.wrap(packet), new InetSocketAddress(to.address(), to.port()));
        } catch (UnsupportedAddressTypeException e) {
            throw new IOException(to + " cannot be reached from an IPv4 socket", e);
        }
    }

    void close() {
        closed = true;
        try {
            channel.close();
            selector.close();
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("error closing UDP socket");
        }
        Thread started = reader;
        if (started != null) {
            started.interrupt();
        }
        Threads.join(started);
    }
}
