package io.praetor.agent.check;

import io.praetor.agent.check.probe.Finding;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.NodeServices;
import io.praetor.server.Cancellable;
import io.praetor.server.filter.Filter;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.HealthNode;
import io.praetor.server.query.NodeServiceMap;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An alias of a node, or of a service on a node that is named: what the catalog says, by blocking queries.
final class RemoteAlias implements AliasCheck.Watch {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /// So many failures in a row are tried again at once.
    private static final int PATIENCE = 3;

    private static final int LARGEST_SHIFT = 6;

    private final Queries queries;
    private final String node;
    private final String serviceId;
    private final String self;
    private final String token;
    private long index;
    private int failures;
    private boolean over;
    private Cancellable parked = Cancellable.NONE;

    /// @param serviceId empty: the node alone
    /// @param self      the alias' own ID
    RemoteAlias(Queries queries, String node, String serviceId, String self, String token) {
        this.queries = queries;
        this.node = node;
        this.serviceId = serviceId;
        this.self = self;
        this.token = token;
    }

    @Override
    public AutoCloseable listen(Runnable changed) {
        // each look waits for a change itself
        return this::end;
    }

    private void end() {
        Cancellable waiting;
        synchronized (this) {
            over = true;
            waiting = parked;
        }
        waiting.cancel();
    }

    @Override
    public void look(AliasCheck.Answer answer) {
        long seen;
        synchronized (this) {
            seen = index;
        }
        read(new HealthNode(node, Filter.NONE), options(seen), answer, checks -> {
            synchronized (this) {
                // a restored catalog may have begun anew
                index = Long.compareUnsigned(checks.index(), seen) < 0 ? 0 : checks.index();
            }
            if (serviceId.isEmpty()) {
                settle(answer, AliasVerdict.of(relevant(checks.value()), self));
            } else {
                findService(checks.value(), answer);
            }
        });
    }

    private void findService(List<HealthCheck> checks, AliasCheck.Answer answer) {
        read(new NodeServiceMap(node, Filter.NONE), options(0), answer, found -> {
            NodeServices known = found.value();
            boolean there = known != null
                    && known.services() != null
                    && known.services().containsKey(serviceId);
            settle(answer, there ? AliasVerdict.of(relevant(checks), self) : AliasVerdict.missing(serviceId, node));
        });
    }

    private List<HealthCheck> relevant(List<HealthCheck> checks) {
        return checks.stream()
                .filter(check ->
                        check.serviceId().isEmpty() || check.serviceId().equals(serviceId))
                .toList();
    }

    private ReadOptions options(long after) {
        return new ReadOptions(null, Consistency.STALE, after, LONGEST_WAIT, token);
    }

    private void settle(AliasCheck.Answer answer, Finding finding) {
        synchronized (this) {
            failures = 0;
        }
        answer.found(finding, Duration.ZERO);
    }

    private <T extends @Nullable Object> void read(
            Query<T> query, ReadOptions options, AliasCheck.Answer answer, Consumer<Answer<T>> then) {
        Cancellable reading = queries.read(query, options, new ReadCallback<T>() {
            @Override
            public void answered(Answer<T> found) {
                then.accept(found);
            }

            @Override
            public void failed(Throwable cause) {
                answer.found(
                        new Finding(
                                HealthCheck.CRITICAL,
                                "Failure checking aliased node or service: " + cause.getMessage(),
                                true),
                        backoff());
            }
        });
        boolean unwanted;
        synchronized (this) {
            parked = reading;
            unwanted = over;
        }
        if (unwanted) {
            reading.cancel();
        }
    }

    private synchronized Duration backoff() {
        index = 0;
        failures++;
        return failures <= PATIENCE
                ? Duration.ZERO
                : min(Duration.ofSeconds(1L << Math.min(LARGEST_SHIFT, failures - PATIENCE)));
    }

    private static Duration min(Duration wait) {
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
