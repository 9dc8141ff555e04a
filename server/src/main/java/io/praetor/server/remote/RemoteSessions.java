package io.praetor.server.remote;

import io.praetor.model.request.SessionSpecificRequest;
import io.praetor.model.session.Session;
import io.praetor.model.session.SessionRequest;
import io.praetor.server.endpoint.Sessions;
import io.praetor.server.query.Consistency;
import io.praetor.server.wire.SessionMethods;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Sessions that servers keep.
final class RemoteSessions implements Sessions {
    private final String datacenter;
    private final MethodCalls servers;

    RemoteSessions(String datacenter, MethodCalls servers) {
        this.datacenter = datacenter;
        this.servers = servers;
    }

    @Override
    public CompletableFuture<String> apply(SessionRequest request) {
        return servers.call(SessionMethods.APPLY, request);
    }

    @Override
    public CompletableFuture<@Nullable Session> renew(@Nullable String wanted, String id, String token) {
        SessionSpecificRequest request = SessionSpecificRequest.of(
                WireOptions.named(wanted, datacenter), id, WireOptions.by(token, Consistency.DEFAULT));
        return servers.call(SessionMethods.RENEW, request).thenApply(reply -> {
            List<Session> sessions = reply.value();
            return sessions == null || sessions.isEmpty() ? null : sessions.getFirst();
        });
    }
}
