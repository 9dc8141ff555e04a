package io.praetor.server.query;

import io.praetor.model.coordinate.Coordinate;
import io.praetor.server.state.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Sorting by estimated round-trip time from a node (`server.md` §8): nearest first, what is as far in its old order,
/// what has no coordinate last.
final class Nearness {
    /// Agents of one server version share one segment.
    private static final String SEGMENT = "";

    private Nearness() {}

    /// The items sorted, or the list itself when `near` is empty or nobody knows where that node is.
    static <T> List<T> sorted(List<T> items, String near, State state, Function<T, String> node) {
        Coordinate origin = near.isEmpty() ? null : state.coordinates().of(near, SEGMENT);
        if (origin == null || items.size() < 2) {
            return items;
        }
        Map<String, Double> distances = new HashMap<>();
        List<Placed<T>> placed = new ArrayList<>(items.size());
        for (T item : items) {
            double distance = distances.computeIfAbsent(node.apply(item), name -> {
                Coordinate there = state.coordinates().of(name, SEGMENT);
                return there == null ? Double.POSITIVE_INFINITY : origin.secondsTo(there);
            });
            placed.add(new Placed<>(item, distance));
        }
        placed.sort(Comparator.comparingDouble(Placed::distance));
        List<T> sorted = new ArrayList<>(items.size());
        placed.forEach(place -> sorted.add(place.item()));
        return sorted;
    }

    private record Placed<T>(T item, double distance) {}
}
