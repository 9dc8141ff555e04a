package io.praetor.agent.event;

import com.google.re2j.Pattern;
import io.praetor.model.event.UserEvent;
import io.praetor.server.RequestFailure;
import io.praetor.server.filter.Regexps;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whom an event is for: regular expressions that match anywhere in a name.
///
/// @param node    null: every node
/// @param service null: whatever services there are
/// @param tag     null: whatever tags they have
record EventFilters(
        @Nullable Pattern node,
        @Nullable Pattern service,
        @Nullable Pattern tag) {

    /// The filters of an event.
    ///
    /// @throws RequestFailure when one of them is none
    static EventFilters of(UserEvent event) {
        if (!event.tagFilter().isEmpty() && event.serviceFilter().isEmpty()) {
            throw RequestFailure.internal("Cannot provide tag filter without service filter");
        }
        return new EventFilters(
                pattern("node", event.nodeFilter()),
                pattern("service", event.serviceFilter()),
                pattern("tag", event.tagFilter()));
    }

    private static @Nullable Pattern pattern(String what, String regexp) {
        if (regexp.isEmpty()) {
            return null;
        }
        try {
            return Regexps.parse(regexp);
        } catch (IllegalArgumentException e) {
            throw RequestFailure.internal("Invalid " + what + " filter: " + e.getMessage());
        }
    }

    /// Whether the event is for an agent.
    boolean match(LocalNames names) {
        if (node != null && !node.matcher(names.node()).find()) {
            return false;
        }
        return service == null || names.services().stream().anyMatch(this::matches);
    }

    private boolean matches(LocalNames.Service candidate) {
        boolean named = service == null
                || service.matcher(candidate.name()).find()
                || service.matcher(candidate.id()).find();
        return named && hasTag(candidate.tags());
    }

    private boolean hasTag(List<String> tags) {
        return tag == null
                || tags.stream().anyMatch(candidate -> tag.matcher(candidate).find());
    }
}
