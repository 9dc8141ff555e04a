package io.praetor.agent.pool;

import io.praetor.gossip.serf.Serf;
import io.praetor.model.Bytes;
import io.praetor.model.event.EventFireRequest;
import io.praetor.server.RequestFailure;
import io.praetor.server.endpoint.EventFire;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Tells user events to the pool of a server's datacenter (`gossip-serf.md` §11.4).
public final class PoolEvents implements EventFire {
    /// What the names of users' events begin with in gossip.
    static final String PREFIX = "consul:event:";

    private final String datacenter;
    private final Serf lan;

    /// @param datacenter this server's
    public PoolEvents(String datacenter, Serf lan) {
        this.datacenter = datacenter;
        this.lan = lan;
    }

    @Override
    public CompletableFuture<Void> fire(EventFireRequest request) {
        if (!request.datacenter().isEmpty() && !request.datacenter().equals(datacenter)) {
            return CompletableFuture.failedFuture(RequestFailure.noPathToDatacenter());
        }
        Bytes payload = request.payload();
        return lan.userEvent(PREFIX + request.name(), payload == null ? new byte[0] : payload.array(), false)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(refusal(failure)));
    }

    private static Throwable refusal(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof IllegalArgumentException
                ? RequestFailure.internal(String.valueOf(cause.getMessage()))
                : failure;
    }
}
