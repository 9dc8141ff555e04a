package io.praetor.server.endpoint;

import io.praetor.model.Bytes;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.event.EventFireRequest;
import io.praetor.model.event.UserEventPayload;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Resource;
import java.util.concurrent.CompletableFuture;

/// Tells events for those who may (`http-api.md` §12).
public final class GuardedEventFire implements EventFire {
    private final Here here;
    private final EventFire gossip;

    /// @param gossip tells them, whoever asks
    public GuardedEventFire(Here here, EventFire gossip) {
        this.here = here;
        this.gossip = gossip;
    }

    @Override
    public CompletableFuture<Void> fire(EventFireRequest request) {
        if (here.viewers().isOff()) {
            return gossip.fire(request);
        }
        return here.admit(request.datacenter(), request.options().token(), by -> {
            by.require(Resource.EVENT, request.name(), Access.WRITE);
            by.require(Resource.EVENT, heard(request), Access.WRITE);
            return gossip.fire(request);
        });
    }

    /// The name that agents take from what they hear; a caller may have written another in there.
    private static String heard(EventFireRequest request) {
        Bytes payload = request.payload();
        if (payload == null) {
            return request.name();
        }
        try {
            return UserEventPayload.decode(payload.array(), 0).name();
        } catch (DecodeException e) {
            // others might read what this server cannot
            throw RequestFailure.internal("invalid user event payload: " + e.getMessage());
        }
    }
}
