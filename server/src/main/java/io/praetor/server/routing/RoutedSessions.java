package io.praetor.server.routing;

import io.praetor.model.session.Session;
import io.praetor.model.session.SessionRequest;
import io.praetor.server.endpoint.Sessions;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Sessions, at the leader: it has the timers.
record RoutedSessions(Router router, Sessions here, Sessions there) implements Sessions {
    @Override
    public CompletableFuture<String> apply(SessionRequest request) {
        return router.write(request.datacenter(), () -> here.apply(request), () -> there.apply(request));
    }

    @Override
    public CompletableFuture<@Nullable Session> renew(@Nullable String datacenter, String id, String token) {
        return router.write(
                datacenter, () -> here.renew(datacenter, id, token), () -> there.renew(datacenter, id, token));
    }
}
