package io.praetor.gossip.sim;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.Transport;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a process on a host reaches the network.
final class HostTransport implements Transport {

    private final Host host;
    private final Endpoint endpoint;
    private final EventQueue events;
    private final Network network;
    private boolean closed;

    HostTransport(Host host, Endpoint endpoint, EventQueue events, Network network) {
        this.host = host;
        this.endpoint = endpoint;
        this.events = events;
        this.network = network;
    }

    @Override
    public Endpoint local() {
        return endpoint;
    }

    @Override
    public void listen(Receiver receiver) {
        host.listen(receiver);
    }

    @Override
    public void send(Endpoint to, byte[] packet) throws IOException {
        if (closed) {
            throw new IOException("use of closed network connection");
        }
        network.send(host, to, packet);
    }

    @Override
    public void open(Endpoint to, byte[] message, Duration timeout, Reply reply) {
        Stream stream = new Stream(to, reply);
        host.schedule(timeout, () -> stream.fail("dial tcp " + to + ": i/o timeout"));
        stream.open(message);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            host.kill();
        }
    }

    /// One message each way.
    private final class Stream implements Answer {
        private final Endpoint to;
        private final Reply reply;
        private boolean over;
        private boolean answered;

        Stream(Endpoint to, Reply reply) {
            this.to = to;
            this.reply = reply;
        }

        void open(byte[] message) {
            Host peer = network.at(to);
            host.traffic().streamed(message.length);
            if (peer == null || network.isCut(host, peer) || network.isCut(peer, host)) {
                return;
            }
            // There and back to connect, and there with the message.
            long connected = network.streamDelay(0) + network.streamDelay(0);
            if (peer.isDead()) {
                events.plan(connected, () -> host.run(() -> fail("dial tcp " + to + ": connect: connection refused")));
                return;
            }
            network.note("stream", host, peer, message);
            events.plan(connected + network.streamDelay(message.length), () -> peer.accept(host, message, this));
        }

        @Override
        public void send(byte[] answer) {
            back(answer);
        }

        @Override
        public void close() {
            back(null);
        }

        private void back(byte @Nullable [] answer) {
            Host peer = network.at(to);
            if (answered || peer == null) {
                return;
            }
            answered = true;
            int size = answer == null ? 0 : answer.length;
            peer.traffic().streamed(size);
            if (network.isCut(peer, host)) {
                return;
            }
            network.note("answer", peer, host, answer == null ? new byte[0] : answer);
            events.plan(network.streamDelay(size), () -> host.run(() -> arrive(answer)));
        }

        private void arrive(byte @Nullable [] answer) {
            if (answer == null) {
                fail("EOF");
            } else if (!over) {
                over = true;
                reply.received(answer);
            }
        }

        void fail(String reason) {
            if (!over) {
                over = true;
                reply.failed(new IOException(reason));
            }
        }
    }
}
