package io.praetor.server.endpoint;

import io.praetor.model.session.Session;
import io.praetor.model.session.SessionRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Beginning, ending and renewing sessions (`http-api.md` §10). Futures fail with a
/// [io.praetor.server.RequestFailure].
public interface Sessions {
    /// The lock delay of a session that says nothing.
    Duration DEFAULT_LOCK_DELAY = Duration.ofSeconds(15);

    /// Begins or ends a session. Defaults of a new session are the front door's; an empty behavior is `release`.
    ///
    /// @return the session's ID
    CompletableFuture<String> apply(SessionRequest request);

    /// Gives a session its full time again.
    ///
    /// @param datacenter null or empty: this one
    /// @param token      the secret of whoever asks; empty: anonymous
    /// @return the session, or null when there is none
    CompletableFuture<@Nullable Session> renew(@Nullable String datacenter, String id, String token);
}
