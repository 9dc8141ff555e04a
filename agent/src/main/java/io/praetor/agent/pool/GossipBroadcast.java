package io.praetor.agent.pool;

import io.praetor.agent.event.EventBroadcast;
import io.praetor.gossip.serf.Serf;
import io.praetor.gossip.serf.SerfEvent;
import io.praetor.model.Bytes;
import io.praetor.model.event.EventFireRequest;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.server.RequestFailure;
import io.praetor.server.endpoint.EventFire;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// User events over gossip: any server tells them to its pool, and every agent of the pool hears them, the one they
/// come
/// from included.
public final class GossipBroadcast implements EventBroadcast {
    private final String datacenter;
    private final Serf lan;
    private final EventFire servers;

    /// @param datacenter this agent's
    public GossipBroadcast(String datacenter, Serf lan, EventFire servers) {
        this.datacenter = datacenter;
        this.lan = lan;
        this.servers = servers;
    }

    @Override
    public void deliverTo(Receiver receiver) {
        lan.listen(event -> {
            if (event instanceof SerfEvent.User user && user.name().startsWith(PoolEvents.PREFIX)) {
                receiver.received(user.payload().array(), user.lTime());
            }
        });
    }

    @Override
    public void send(@Nullable String wanted, String name, byte[] payload, String token) {
        String where = wanted == null || wanted.isEmpty() ? datacenter : wanted;
        try {
            servers.fire(new EventFireRequest(where, name, Bytes.of(payload), QueryOptions.of(token)))
                    .join();
        } catch (CompletionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw cause instanceof RequestFailure refused
                    ? refused
                    : RequestFailure.internal(String.valueOf(cause.getMessage()));
        }
    }
}
