package io.praetor.cli.base;

import io.praetor.client.Events;
import io.praetor.model.flags.Flag;
import io.praetor.model.flags.FlagSet;
import org.jspecify.annotations.Nullable;

/// The flags that say which agents an event is for: `-node`, `-service` and `-tag`.
public final class EventFilters {
    private final Flag<String> node;
    private final Flag<String> service;
    private final Flag<String> tag;

    /// Defines the flags.
    public EventFilters(FlagSet flags) {
        node = flags.text("node", "", "Only nodes whose name matches this regular expression.");
        service = flags.text("service", "", "Only nodes with a service whose name matches this regular expression.");
        tag = flags.text(
                "tag", "", "Only where such a service has a tag that matches this regular expression; needs -service.");
    }

    /// What is wrong with them; null if nothing.
    public @Nullable String fault() {
        if (!tag.get().isEmpty() && service.get().isEmpty()) {
            return "Cannot provide tag filter without service filter.";
        }
        String fault = fault("node", node);
        fault = fault == null ? fault("service", service) : fault;
        return fault == null ? fault("tag", tag) : fault;
    }

    private static @Nullable String fault(String what, Flag<String> filter) {
        try {
            GoRegex.compile(filter.get());
            return null;
        } catch (IllegalArgumentException e) {
            return "Failed to compile " + what + " filter regexp: " + e.getMessage();
        }
    }

    /// What they say.
    public Events.Filters get() {
        return new Events.Filters(node.get(), service.get(), tag.get());
    }
}
