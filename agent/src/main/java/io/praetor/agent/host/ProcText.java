package io.praetor.agent.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The texts of Linux' `/proc` that are lists of `name: value`.
final class ProcText {
    private ProcText() {}

    /// `name : value` lines. Of a name that occurs twice the first counts.
    static Map<String, String> pairs(List<String> lines, char separator) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String line : lines) {
            int at = line.indexOf(separator);
            if (at > 0) {
                pairs.putIfAbsent(
                        line.substring(0, at).strip(), line.substring(at + 1).strip());
            }
        }
        return pairs;
    }

    /// Groups of such lines with empty lines between them.
    static List<Map<String, String>> groups(List<String> lines, char separator) {
        List<Map<String, String>> groups = new ArrayList<>();
        List<String> group = new ArrayList<>();
        for (String line : lines) {
            if (!line.isBlank()) {
                group.add(line);
            } else if (!group.isEmpty()) {
                groups.add(pairs(group, separator));
                group.clear();
            }
        }
        if (!group.isEmpty()) {
            groups.add(pairs(group, separator));
        }
        return groups;
    }

    /// The number a text begins with; 0 when it begins with none.
    static long number(String text) {
        int end = 0;
        while (end < text.length() && end < 18 && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end == 0 ? 0 : Long.parseLong(text.substring(0, end));
    }
}
