package io.praetor.client.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The parameters of a watch while they are read; what nobody has asked for in the end is a mistake of the user.
final class WatchParameters {
    private final TreeMap<String, Object> left = new TreeMap<>();

    WatchParameters(Map<String, ?> parameters) {
        left.putAll(parameters);
    }

    /// A text; empty when absent.
    String text(String name) throws WatchPlanException {
        Object value = left.remove(name);
        return switch (value) {
            case null -> "";
            case String text -> text;
            default -> throw new WatchPlanException("Expecting " + name + " to be a string");
        };
    }

    /// A text that a watch cannot do without.
    String required(String name) throws WatchPlanException {
        String text = text(name);
        if (text.isEmpty()) {
            throw new WatchPlanException("Must specify a single " + name + " to watch");
        }
        return text;
    }

    /// A boolean; false when absent.
    boolean bool(String name) throws WatchPlanException {
        Object value = left.remove(name);
        return switch (value) {
            case null -> false;
            case Boolean bool -> bool;
            default -> throw new WatchPlanException("Expecting " + name + " to be a boolean");
        };
    }

    /// A text or a list of texts; empty when absent.
    List<String> texts(String name) throws WatchPlanException {
        Object value = left.remove(name);
        return switch (value) {
            case null -> List.of();
            case String text -> List.of(text);
            case List<?> list -> {
                List<String> texts = new ArrayList<>(list.size());
                for (Object element : list) {
                    if (!(element instanceof String text)) {
                        throw new WatchPlanException("Expecting " + name + " to be a list of strings");
                    }
                    texts.add(text);
                }
                yield texts;
            }
            default -> throw new WatchPlanException("Expecting " + name + " to be a string or a list of strings");
        };
    }

    /// Anything; null when absent.
    @Nullable Object any(String name) {
        return left.remove(name);
    }

    void requireNothingLeft() throws WatchPlanException {
        if (!left.isEmpty()) {
            throw new WatchPlanException("Invalid parameters: [" + String.join(" ", left.keySet()) + "]");
        }
    }
}
