package io.praetor.agent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Joins decoded sources (`agent.md` §2): the later scalar wins, lists add up, objects and maps merge key by key.
final class Merge {
    private Merge() {}

    /// The sources as one, the first being the weakest.
    static Map<String, Object> all(List<Map<String, Object>> sources) {
        Map<String, Object> merged = new LinkedHashMap<>();
        for (Map<String, Object> source : sources) {
            source.forEach((key, value) -> merged.merge(key, value, Merge::two));
        }
        return merged;
    }

    private static Object two(Object before, Object later) {
        if (before instanceof Map<?, ?> a && later instanceof Map<?, ?> b) {
            Map<String, Object> merged = new LinkedHashMap<>();
            a.forEach((key, value) -> merged.put(key.toString(), value));
            b.forEach((key, value) -> merged.merge(key.toString(), value, Merge::two));
            return merged;
        }
        if (before instanceof List<?> a && later instanceof List<?> b) {
            List<Object> all = new ArrayList<>(a);
            all.addAll(b);
            return all;
        }
        return later;
    }
}
