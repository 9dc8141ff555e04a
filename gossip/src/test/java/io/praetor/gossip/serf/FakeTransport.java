package io.praetor.gossip.serf;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.Transport;
import java.time.Duration;

/// A transport that only says where it is.
record FakeTransport(Endpoint local) implements Transport {

    @Override
    public void listen(Receiver receiver) {}

    @Override
    public void send(Endpoint to, byte[] packet) {
        throw new AssertionError("the layer below does not send");
    }

    @Override
    public void open(Endpoint to, byte[] message, Duration timeout, Reply reply) {
        throw new AssertionError("the layer below does not send");
    }

    @Override
    public void close() {}
}
