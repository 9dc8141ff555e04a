package io.praetor.gossip.serf;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.serf.SerfEvent.Asked;
import io.praetor.gossip.serf.SerfMessage.Query;
import io.praetor.gossip.serf.SerfMessage.Response;
import io.praetor.model.Bytes;
import java.util.concurrent.atomic.AtomicBoolean;

/// The way back to who asked a question: one answer, in time. From any thread.
final class Answering implements Asked {

    private final Pool pool;
    private final Directed directed;
    private final Query query;
    private final Endpoint to;
    private final long heardAt;
    private final AtomicBoolean answered = new AtomicBoolean();

    Answering(Pool pool, Directed directed, Query query, Endpoint to) {
        this.pool = pool;
        this.directed = directed;
        this.query = query;
        this.to = to;
        heardAt = pool.loop.nanoTime();
    }

    /// Says that the question was heard.
    void acknowledge() {
        Response word = new Response(query.lTime(), query.id(), pool.name, Response.ACKNOWLEDGEMENT, null);
        transmit(SerfMessages.encode(word));
    }

    /// Whether an answer is short enough.
    boolean fits(byte[] payload) {
        return encode(payload).length <= pool.config.queryResponseSizeLimit();
    }

    @Override
    public void respond(byte[] payload) {
        byte[] message = encode(payload);
        if (message.length > pool.config.queryResponseSizeLimit()) {
            throw new IllegalStateException(
                    "response exceeds limit of " + pool.config.queryResponseSizeLimit() + " bytes");
        }
        if (pool.loop.nanoTime() - heardAt > query.timeout()) {
            throw new IllegalStateException("response is past the deadline");
        }
        if (answered.getAndSet(true)) {
            throw new IllegalStateException("response already sent");
        }
        pool.loop.execute(() -> transmit(message));
    }

    private byte[] encode(byte[] payload) {
        Bytes carried = payload.length == 0 ? null : Bytes.of(payload);
        return SerfMessages.encode(new Response(query.lTime(), query.id(), pool.name, 0, carried));
    }

    private void transmit(byte[] message) {
        if (pool.phase() == Pool.Phase.SHUT_DOWN) {
            return;
        }
        directed.send(to, message);
        directed.relay(query.relayFactor(), to, query.sourceNode(), message);
    }
}
