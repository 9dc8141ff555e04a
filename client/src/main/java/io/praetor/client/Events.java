package io.praetor.client;

import io.praetor.model.Bytes;
import io.praetor.model.event.UserEvent;
import java.util.List;
import java.util.UUID;

/// Events: small messages to all agents, or those that match (spec/http-api.md section 12).
public final class Events {
    private final Calls calls;

    Events(Calls calls) {
        this.calls = calls;
    }

    /// Whom an event is for: regular expressions, where empty matches all.
    ///
    /// @param node    of the nodes' names
    /// @param service of the names or IDs of their services
    /// @param tag     of those services' tags; needs `service`
    public record Filters(String node, String service, String tag) {
        /// Everybody.
        public static final Filters NONE = new Filters("", "", "");
    }

    /// Fires an event.
    ///
    /// @param payload a few hundred bytes at most
    /// @return the event with its ID
    public UserEvent fire(String name, Bytes payload, Filters filters) throws ConsulException {
        Request request = Request.put("/v1/event/fire/" + name);
        put(request, "node", filters.node());
        put(request, "service", filters.service());
        put(request, "tag", filters.tag());
        if (payload.length() > 0) {
            request.withBody(payload);
        }
        return calls.read(request, UserEvent.CODEC).value();
    }

    private static void put(Request request, String name, String value) {
        if (!value.isEmpty()) {
            request.with(name, value);
        }
    }

    /// The index of a list whose newest event this is: the halves of its ID, one over the other. 0 when that is no
    /// UUID.
    public static long indexOf(UserEvent event) {
        try {
            UUID id = UUID.fromString(event.id());
            return id.getMostSignificantBits() ^ id.getLeastSignificantBits();
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    /// The last events the agent has seen, oldest first. The index of this list is no number that grows: it names the
    /// newest event, and a query with [Query#afterOther] waits for another one.
    ///
    /// @param name empty for all
    public Answer<List<UserEvent>> list(String name, Query query) throws ConsulException {
        Request request = Request.get("/v1/event/list").withQuery(query);
        put(request, "name", name);
        return calls.list(request, UserEvent.CODEC);
    }
}
