package io.praetor.gossip.net;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.Loop;
import io.praetor.gossip.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A stream that this member opens: writes, and reads what comes back if anything shall.
final class OutgoingExchange implements Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingExchange.class);

    private final Endpoint to;
    private final byte[] message;
    private final Duration timeout;
    private final Loop loop;
    private final ByteBudget budget;
    private final Transport.@Nullable Reply reply;
    private final Socket socket = new Socket();
    private volatile @Nullable String ended;

    OutgoingExchange(
            Endpoint to,
            byte[] message,
            Duration timeout,
            Loop loop,
            ByteBudget budget,
            Transport.@Nullable Reply reply) {
        this.to = to;
        this.message = message;
        this.timeout = timeout;
        this.loop = loop;
        this.budget = budget;
        this.reply = reply;
    }

    @Override
    public void run() {
        try (socket;
                StreamBuffer buffer = new StreamBuffer(budget)) {
            connect();
            socket.getOutputStream().write(message);
            Transport.Reply wanted = reply;
            if (wanted != null) {
                byte[] back = buffer.read(socket.getInputStream());
                loop.execute(() -> wanted.received(back));
            }
        } catch (IOException e) {
            String why = ended;
            failed(why == null ? e : new IOException(why, e));
        }
    }

    /// Fails with the words that the original has for it.
    private void connect() throws IOException {
        try {
            int millis = (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE);
            socket.connect(new InetSocketAddress(to.address(), to.port()), millis);
        } catch (SocketTimeoutException e) {
            throw new IOException("dial tcp " + to + ": i/o timeout", e);
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            throw new IOException("dial tcp " + to + ": connect: " + why, e);
        }
    }

    /// Tells that nothing came of it.
    void failed(IOException cause) {
        Transport.Reply wanted = reply;
        if (wanted == null) {
            LOG.atDebug()
                    .addKeyValue("to", to)
                    .addKeyValue("error", cause.getMessage())
                    .log("stream was not sent");
        } else {
            loop.execute(() -> wanted.failed(cause));
        }
    }

    @Override
    public void end(String why) {
        ended = why;
        Sockets.close(socket);
    }
}
