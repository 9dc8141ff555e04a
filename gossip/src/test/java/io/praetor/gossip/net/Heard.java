package io.praetor.gossip.net;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.Transport;
import io.praetor.model.Bytes;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Keeps what arrives.
final class Heard implements Transport.Receiver {
    private static final long PATIENCE_SECONDS = 60;

    /// What arrived.
    record Arrival(Endpoint from, Bytes content, Transport.@Nullable Answer answer) {

        byte[] bytes() {
            return content.array();
        }
    }

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

    @Override
    public void packet(Endpoint from, byte[] packet) {
        arrivals.add(new Arrival(from, Bytes.of(packet), null));
    }

    @Override
    public void stream(Endpoint from, byte[] message, Transport.Answer answer) {
        arrivals.add(new Arrival(from, Bytes.of(message), answer));
    }

    /// The next arrival, as soon as there is one.
    Arrival next() throws InterruptedException {
        Arrival arrival = arrivals.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (arrival == null) {
            throw new AssertionError("nothing arrived");
        }
        return arrival;
    }

    int waiting() {
        return arrivals.size();
    }
}
