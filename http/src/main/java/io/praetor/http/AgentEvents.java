package io.praetor.http;

import io.praetor.model.event.UserEvent;
import io.praetor.server.Cancellable;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the HTTP API asks of the agent about user events (`http-api.md` §12). Refusals are
/// [io.praetor.server.RequestFailure]s.
public interface AgentEvents {
    /// Tells an event to all agents of a datacenter. May wait, so it runs where waiting is allowed.
    ///
    /// @param datacenter null or empty: the agent's
    /// @param wanted     without ID
    /// @param token      of whoever wants it told; empty: anonymous. Servers look at it
    /// @return the event as it was sent
    UserEvent fire(@Nullable String datacenter, UserEvent wanted, String token);

    /// The events this agent has seen, once their index is not `index` or the wait is over.
    ///
    /// @param name    of the events; empty: all
    /// @param index   0: at once
    /// @param longest zero or less: as long as it gets
    /// @param done    called once, on any thread, unless cancelled before; must be quick
    Cancellable list(String name, long index, Duration longest, Consumer<Listing> done);

    /// What this agent has seen.
    ///
    /// @param index  says which is the newest, not how new it is; never 0
    /// @param events oldest first
    record Listing(long index, List<UserEvent> events) {
        /// Copies the list.
        public Listing {
            events = List.copyOf(events);
        }
    }
}
