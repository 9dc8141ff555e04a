package io.praetor.agent.telemetry;

import io.praetor.model.telemetry.Label;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a figure is known by.
///
/// @param name  whole, with its prefix: `consul.kvs.apply`
/// @param plain as its owner calls it: `kvs.apply`
record Series(String name, String plain, List<Label> labels) implements Comparable<Series> {
    Series {
        labels = List.copyOf(labels);
    }

    /// Labels as JSON shows them.
    Map<String, String> labelMap() {
        Map<String, String> map = new TreeMap<>();
        for (Label label : labels) {
            map.put(label.name(), label.value());
        }
        return map;
    }

    /// By name, then by labels: the order of every list of figures.
    @Override
    public int compareTo(Series other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : labelText().compareTo(other.labelText());
    }

    private String labelText() {
        StringBuilder text = new StringBuilder();
        for (Label label : labels) {
            text.append(';').append(label.name()).append('=').append(label.value());
        }
        return text.toString();
    }
}
