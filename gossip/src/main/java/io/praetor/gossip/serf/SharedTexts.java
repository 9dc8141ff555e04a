package io.praetor.gossip.serf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Tags of thousands of members say mostly the same: one copy of each text is kept. What only one member says, such as
/// its ID, makes the oldest go. Belongs to the loop.
final class SharedTexts {

    private static final int MOST = 1024;

    private final Map<String, String> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    /// The same map, made of texts that others share.
    Map<String, String> share(Map<String, String> tags) {
        Map<String, String> shared = new TreeMap<>();
        tags.forEach((key, value) -> shared.put(one(key), one(value)));
        return Collections.unmodifiableMap(shared);
    }

    private String one(String text) {
        String before = known.putIfAbsent(text, text);
        return before == null ? text : before;
    }

    int size() {
        return known.size();
    }
}
