package io.praetor.gossip.net;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.Loop;
import io.praetor.gossip.Transport;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The streams under way, in both directions: each is one message there and at most one back, in a virtual thread, and
/// over when its time is.
final class StreamExchanges {
    private static final Logger LOG = LoggerFactory.getLogger(StreamExchanges.class);

    /// The most streams that others may have opened at one time (`gossip-memberlist.md` §10).
    private static final int MOST_INCOMING = 128;

    /// The most streams that this member may have opened at one time.
    private static final int MOST_OUTGOING = 256;

    /// The most bytes of unfinished or unanswered messages: the longest one there may be, with room to grow, or what
    /// 128 streams of ordinary pools take many times over.
    private static final int MOST_BYTES = 96 << 20;

    private final Loop loop;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("gossip-stream-", 0).factory());
    private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
    private final Semaphore incoming = new Semaphore(MOST_INCOMING);
    private final Semaphore outgoing = new Semaphore(MOST_OUTGOING);
    private final ByteBudget budget = new ByteBudget(MOST_BYTES);
    private volatile boolean closed;

    StreamExchanges(Loop loop) {
        this.loop = loop;
    }

    /// Serves a stream that somebody opened.
    void accept(Socket socket, Duration timeout, Transport.Receiver receiver) throws IOException {
        if (!incoming.tryAcquire()) {
            LOG.atError()
                    .addKeyValue("from", socket.getRemoteSocketAddress())
                    .log("Too many pending push/pull requests");
            socket.close();
            return;
        }
        start(new IncomingExchange(socket, loop, budget, receiver), timeout, incoming);
    }

    /// Opens a stream.
    void open(Endpoint to, byte[] message, Duration timeout, Transport.@Nullable Reply reply) {
        OutgoingExchange exchange = new OutgoingExchange(to, message, timeout, loop, budget, reply);
        if (outgoing.tryAcquire()) {
            start(exchange, timeout, outgoing);
        } else {
            exchange.failed(new IOException("too many streams at once"));
        }
    }

    private void start(Exchange exchange, Duration timeout, Semaphore permit) {
        underWay.add(exchange);
        Loop.Timer timer = loop.schedule(timeout, () -> exchange.end("i/o timeout"));
        if (closed) {
            exchange.end("shutdown");
        }
        Runnable all = () -> {
            try {
                exchange.run();
            } finally {
                underWay.remove(exchange);
                permit.release();
                // last: a stream without a timer is over
                timer.cancel();
            }
        };
        try {
            threads.execute(all);
        } catch (RejectedExecutionException shutdown) {
            all.run(); // its socket is closed: fails at once
        }
    }

    /// Ends all that is under way and waits for it. Nothing may be started afterwards.
    void close() {
        closed = true;
        underWay.forEach(exchange -> exchange.end("shutdown"));
        threads.close();
    }
}
