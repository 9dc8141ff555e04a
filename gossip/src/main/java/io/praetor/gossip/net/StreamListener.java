package io.praetor.gossip.net;

import io.praetor.gossip.Transport;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The socket that takes streams.
final class StreamListener {
    private static final Logger LOG = LoggerFactory.getLogger(StreamListener.class);

    private static final int BACKLOG = 128;
    private static final long FIRST_PAUSE_MILLIS = 5;
    private static final long LAST_PAUSE_MILLIS = 1_000;

    private final ServerSocket socket;
    private final NetSettings settings;
    private final StreamExchanges exchanges;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Thread acceptor;

    private StreamListener(ServerSocket socket, NetSettings settings, StreamExchanges exchanges) {
        this.socket = socket;
        this.settings = settings;
        this.exchanges = exchanges;
    }

    /// Binds.
    ///
    /// @throws BindException when the port is taken
    static StreamListener bind(NetSettings settings, StreamExchanges exchanges) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(settings.bind(), settings.port()), BACKLOG);
            return new StreamListener(socket, settings, exchanges);
        } catch (BindException e) {
            socket.close();
            BindException taken = new BindException("Failed to start TCP listener on \""
                    + settings.bind().getHostAddress() + "\" port " + settings.port() + ": " + e.getMessage());
            taken.initCause(e);
            throw taken;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    void start(Transport.Receiver receiver) {
        acceptor = Thread.ofVirtual().name("gossip-accept").start(() -> accept(receiver));
    }

    private void accept(Transport.Receiver receiver) {
        long pause = 0;
        while (!socket.isClosed()) {
            try {
                Socket accepted = socket.accept();
                pause = 0;
                take(accepted, receiver);
            } catch (IOException e) {
                if (socket.isClosed()) {
                    return;
                }
                pause = Math.clamp(pause * 2, FIRST_PAUSE_MILLIS, LAST_PAUSE_MILLIS);
                LOG.atError().addKeyValue("error", e.getMessage()).log("error accepting TCP connection");
                if (closedWithin(pause)) {
                    return;
                }
            }
        }
    }

    private void take(Socket accepted, Transport.Receiver receiver) throws IOException {
        if (settings.allowed().test(accepted.getInetAddress())) {
            exchanges.accept(accepted, settings.streamTimeout(), receiver);
        } else {
            LOG.atDebug()
                    .addKeyValue("from", accepted.getRemoteSocketAddress())
                    .log("stream from outside the networks allowed");
            accepted.close();
        }
    }

    private boolean closedWithin(long millis) {
        try {
            return closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    void close() {
        closing.countDown();
        try {
            socket.close();
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("error closing TCP listener");
        }
        Threads.join(acceptor);
    }
}
