package io.praetor.acceptance.durability;

import io.praetor.acceptance.program.Agent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The highest state index that was ever seen for each read. They must never go back, also not over a restart.
final class Indexes {

    private final Map<String, Long> highest = new ConcurrentHashMap<>();

    /// A read answered with this index.
    void seen(String read, long index) {
        highest.merge(read, index, Math::max);
    }

    /// Repeats every read and words each index that is lower than before.
    List<String> wentBack(Agent agent) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, Long> read : highest.entrySet()) {
            long index = agent.get(read.getKey()).index();
            if (index < read.getValue()) {
                lines.add("GET %s has index %d after %d".formatted(read.getKey(), index, read.getValue()));
            }
            seen(read.getKey(), index);
        }
        return lines;
    }
}
