package io.praetor.agent.watch;

import io.praetor.client.watch.HttpHandler;
import io.praetor.client.watch.WatchPlan;
import io.praetor.client.watch.WatchPlanException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One element of `watches`.
///
/// @param plan   what is watched
/// @param line   handler for a shell; empty for none
/// @param words  handler to be started directly; empty for none
record WatchDefinition(WatchPlan plan, String line, List<String> words) {
    private static final String HANDLER = "handler";
    private static final String ARGS = "args";

    /// Reads an element as configuration files say it.
    ///
    /// @throws WatchPlanException with the original's words
    static WatchDefinition parse(Map<String, Object> raw) throws WatchPlanException {
        WatchPlan plan = WatchPlan.parse(raw, Set.of(HANDLER, ARGS));
        Object line = raw.get(HANDLER);
        Object words = raw.get(ARGS);
        if (line != null && !(line instanceof String)) {
            throw new WatchPlanException("Watch handler must be a string");
        }
        int handlers = (line == null ? 0 : 1) + (words == null ? 0 : 1) + (plan.http() == null ? 0 : 1);
        if (handlers > 1) {
            throw new WatchPlanException("Only one watch handler allowed");
        }
        if (handlers == 0) {
            throw new WatchPlanException("Must define a watch handler");
        }
        return new WatchDefinition(plan, line instanceof String text ? text : "", words(words));
    }

    private static List<String> words(@Nullable Object raw) throws WatchPlanException {
        List<String> words = new ArrayList<>();
        switch (raw) {
            case null -> {}
            case String word -> words.add(word);
            case List<?> list -> {
                for (Object word : list) {
                    if (!(word instanceof String text)) {
                        throw new WatchPlanException("Watch args must be a list of strings");
                    }
                    words.add(text);
                }
            }
            default -> throw new WatchPlanException("Watch args must be a list of strings");
        }
        if (raw != null && words.isEmpty()) {
            throw new WatchPlanException("Must define a watch handler");
        }
        return words;
    }

    /// Whether the handler is written the old way.
    boolean isOldStyle() {
        return !line.isEmpty();
    }

    @Nullable HttpHandler http() {
        return plan.http();
    }
}
