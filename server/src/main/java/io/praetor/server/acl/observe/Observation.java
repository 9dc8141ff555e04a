package io.praetor.server.acl.observe;

import io.praetor.server.acl.Access;
import io.praetor.server.acl.Resource;
import io.praetor.server.acl.Rule;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// What the requests of one token have asked for since it is observed. Many threads write at once.
public final class Observation {
    /// How many different things are kept of one token.
    static final int MOST = 4_096;

    private static final Comparator<Rule> ORDER = Comparator.comparing(Rule::resource)
            .thenComparing(Rule::match)
            .thenComparing(Rule::name)
            .thenComparing(Rule::level);

    private final Map<Rule, Weight> asked = new ConcurrentHashMap<>();
    private volatile boolean complete = true;

    Observation() {}

    /// How much a request depends on what it asked for, the weakest first.
    public enum Weight {
        /// Something was left out of an answer.
        HIDDEN,
        /// Something is in an answer that could have been left out.
        SHOWN,
        /// Without it the request is refused.
        REQUIRED
    }

    void required(Resource resource, String name, Access access) {
        add(Needs.of(resource, name, access), Weight.REQUIRED);
    }

    /// Whoever may manage everything sees more of many answers; to have asked for that is no need. What has no parts
    /// cannot be left out of an answer.
    void wondered(Resource resource, String name, Access access, boolean allowed) {
        if (resource == Resource.ACL) {
            return;
        }
        Weight weight = Needs.isWhole(resource) ? Weight.REQUIRED : allowed ? Weight.SHOWN : Weight.HIDDEN;
        add(Needs.of(resource, name, access), weight);
    }

    void wonderedAll(Resource resource, Access access) {
        if (resource != Resource.ACL) {
            add(Needs.ofAll(resource, access), Weight.REQUIRED);
        }
    }

    private void add(Rule need, Weight weight) {
        Weight known = asked.get(need);
        if (known != null && known.compareTo(weight) >= 0) {
            return;
        }
        if (known == null && asked.size() >= MOST) {
            complete = false;
            return;
        }
        asked.merge(need, weight, (one, other) -> one.compareTo(other) >= 0 ? one : other);
    }

    /// What was asked for, as the least rules for each, in a fixed order.
    public Map<Rule, Weight> needs() {
        Map<Rule, Weight> sorted = new TreeMap<>(ORDER);
        sorted.putAll(asked);
        return sorted;
    }

    /// Whether all that was asked for is kept.
    public boolean isComplete() {
        return complete;
    }
}
