package io.praetor.gossip.serf;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// News of members that are not known yet: gossip of a join or leave may be faster than the member itself. The newest
/// of each is kept for a while (`gossip-serf.md` §3.1).
final class RecentIntents {

    /// Anybody can make up names; the oldest give way.
    static final int MOST = 16_384;

    /// A join or leave.
    record Intent(boolean leave, long lTime, long heardAt) {}

    private final Map<String, Intent> byName = new LinkedHashMap<>();

    /// @return whether it is newer than what was known
    boolean add(String name, boolean leave, long lTime, long now) {
        Intent known = byName.get(name);
        if (known != null && lTime <= known.lTime) {
            return false;
        }
        byName.remove(name);
        byName.put(name, new Intent(leave, lTime, now));
        if (byName.size() > MOST) {
            byName.remove(byName.keySet().iterator().next());
        }
        return true;
    }

    @Nullable Intent get(String name) {
        return byName.get(name);
    }

    void expire(long now, Duration timeout) {
        byName.values().removeIf(intent -> now - intent.heardAt > timeout.toNanos());
    }

    int size() {
        return byName.size();
    }
}
