package io.praetor.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Options of a read (spec/http-api.md section 1.5): a value; each method returns a changed copy. [#DEFAULT] has none
/// set.
///
/// To watch something, loop: `query = query.after(answer.index())`, and the next call returns when the index has moved
/// or the wait is over.
public final class Query {
    /// No options: the client's datacenter, default consistency, no waiting.
    public static final Query DEFAULT = new Query(new Fields());

    private final Fields fields;

    private Query(Fields fields) {
        this.fields = fields;
    }

    private static final class Fields implements Cloneable {
        private @Nullable String datacenter;
        private boolean stale;
        private boolean consistent;
        private long index;
        private String hash = "";
        private Duration wait = Duration.ZERO;
        private @Nullable String near;
        private @Nullable String filter;
        private List<String> nodeMeta = List.of();

        Fields copy() {
            try {
                return (Fields) clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// Asks another datacenter.
    public Query datacenter(String datacenter) {
        Fields next = fields.copy();
        next.datacenter = datacenter;
        return new Query(next);
    }

    /// Lets any server answer from its own state.
    public Query stale() {
        Fields next = fields.copy();
        next.stale = true;
        return new Query(next);
    }

    /// Makes the leader confirm its leadership first.
    public Query consistent() {
        Fields next = fields.copy();
        next.consistent = true;
        return new Query(next);
    }

    /// Waits until the result's index is higher than that of an earlier [Answer]; 0 does not wait. An index lower than
    /// the one used last means that the state was restored; the next query must then not wait, which this method sees
    /// to.
    public Query after(long index) {
        Fields next = fields.copy();
        next.index = index < fields.index ? 0 : index;
        return new Query(next);
    }

    /// The same for an index that only names a state, as that of [Events#list]: waits until it is another one.
    public Query afterOther(long index) {
        Fields next = fields.copy();
        next.index = index;
        return new Query(next);
    }

    /// Waits until the result's hash is another one, where results have a hash in place of an index; empty does not
    /// wait.
    Query afterHash(String hash) {
        Fields next = fields.copy();
        next.hash = hash;
        return new Query(next);
    }

    /// How long [#after] may wait; zero leaves it to the agent (5 minutes).
    public Query waitAtMost(Duration wait) {
        Fields next = fields.copy();
        next.wait = wait;
        return new Query(next);
    }

    /// Sorts by estimated round trip time from this node; `_agent` is the agent's own.
    public Query near(String node) {
        Fields next = fields.copy();
        next.near = node;
        return new Query(next);
    }

    /// Keeps what matches a filter expression (spec/http-api.md section 4).
    public Query filter(String expression) {
        Fields next = fields.copy();
        next.filter = expression;
        return new Query(next);
    }

    /// Keeps nodes with this metadata; all pairs given must match.
    public Query nodeMeta(String key, String value) {
        Fields next = fields.copy();
        List<String> pairs = new ArrayList<>(fields.nodeMeta);
        pairs.add(key + ":" + value);
        next.nodeMeta = List.copyOf(pairs);
        return new Query(next);
    }

    void addTo(Parameters parameters) {
        if (fields.datacenter != null) {
            parameters.put("dc", fields.datacenter);
        }
        if (fields.stale) {
            parameters.put("stale", "");
        }
        if (fields.consistent) {
            parameters.put("consistent", "");
        }
        if (fields.index != 0) {
            parameters.put("index", Long.toUnsignedString(fields.index));
        }
        if (!fields.hash.isEmpty()) {
            parameters.put("hash", fields.hash);
        }
        if (!fields.wait.isZero()) {
            parameters.put("wait", fields.wait.toMillis() + "ms");
        }
        if (fields.near != null) {
            parameters.put("near", fields.near);
        }
        if (fields.filter != null) {
            parameters.put("filter", fields.filter);
        }
        for (String pair : fields.nodeMeta) {
            parameters.put("node-meta", pair);
        }
    }

    /// How long the agent may take to answer beyond the usual: the wait, its jitter of a sixteenth, and nothing for an
    /// immediate read.
    Duration patience() {
        if (fields.index == 0 && fields.hash.isEmpty()) {
            return Duration.ZERO;
        }
        Duration wait = fields.wait.isZero() ? DEFAULT_WAIT : fields.wait;
        return wait.plus(wait.dividedBy(16));
    }

    private static final Duration DEFAULT_WAIT = Duration.ofMinutes(5);
}
