package io.praetor.server.acl.observe;

import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The tokens that are observed on this server. Costs one look at a field while there are none.
public final class Observations {
    /// How many tokens may be observed at a time.
    static final int MOST = 64;

    /// For how long at most.
    public static final Duration LONGEST = Duration.ofHours(24);

    private final InstantSource clock;

    /// By accessor; replaced as a whole, so that reading needs no lock.
    private volatile Map<String, Entry> observed = Map.of();

    /// @param clock the time of the day
    public Observations(InstantSource clock) {
        this.clock = clock;
    }

    private record Entry(Observation observation, Instant end) {}

    /// Observes a token from now on, and forgets what was seen of it before.
    ///
    /// @param time how long
    /// @throws RequestFailure when too many are observed already
    public synchronized void begin(String accessor, Duration time) {
        Map<String, Entry> next = new HashMap<>(observed);
        Instant now = clock.instant();
        next.values().removeIf(entry -> !entry.end().plus(LONGEST).isAfter(now));
        next.remove(accessor);
        if (next.size() >= MOST) {
            throw RequestFailure.internal("more than " + MOST + " tokens are observed");
        }
        Duration bounded = time.compareTo(LONGEST) > 0 ? LONGEST : time;
        next.put(accessor, new Entry(new Observation(), now.plus(bounded)));
        observed = Map.copyOf(next);
    }

    /// What was seen of a token, also for some time after its observation has ended; null when it was not observed.
    public @Nullable Observation of(String accessor) {
        Entry entry = observed.get(accessor);
        return entry == null ? null : entry.observation();
    }

    /// The same tokens, observed where that is wanted.
    public Tokens observing(Tokens tokens) {
        return secret -> {
            CompletableFuture<Authorizer> resolved = tokens.resolve(secret);
            return observed.isEmpty() ? resolved : resolved.thenApply(this::wrapped);
        };
    }

    private Authorizer wrapped(Authorizer by) {
        Entry entry = observed.get(by.accessor());
        return entry == null || !entry.end().isAfter(clock.instant())
                ? by
                : new ObservedAuthorizer(by, entry.observation());
    }
}
