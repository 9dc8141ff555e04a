package io.praetor.server.routing;

import io.praetor.server.RequestFailure;
import io.praetor.server.Ticker;
import io.praetor.server.leader.Leadership;
import io.praetor.server.remote.CallTrip;
import io.praetor.server.remote.Trip;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Who answers a request that came to this server (`rpc.md` §6):
///
/// 1. another datacenter: nobody yet, `No path to datacenter`
/// 2. a stale read, once a leader was known: this server
/// 3. this server leads: this server; it leaves: `No cluster leader`
/// 4. otherwise the leader; while there is none, or the call may be tried again, once more from 3, after a wait by
/// chance
///    or as soon as this server leads, until the hold time has passed
public final class Router {
    private final String datacenter;
    private final Leadership leadership;
    private final Trip.Rules rules;

    /// @param hold   how long requests wait for a leader (`rpc_hold_timeout`)
    /// @param random thread-safe
    public Router(String datacenter, Leadership leadership, Ticker ticker, RandomGenerator random, Duration hold) {
        this.datacenter = datacenter;
        this.leadership = leadership;
        rules = new Trip.Rules(hold, false, ticker, random, leadership::pause);
    }

    /// @param wanted null or empty: this one
    boolean isHere(@Nullable String wanted) {
        return wanted == null || wanted.isEmpty() || wanted.equals(datacenter);
    }

    boolean leads() {
        return leadership.leading();
    }

    boolean knowsLeader() {
        return leadership.known();
    }

    boolean isLeaving() {
        return leadership.isClosed();
    }

    Trip.Rules rules() {
        return rules;
    }

    /// Has the leader answer a request that changes something.
    ///
    /// @param wanted the datacenter; null or empty: this one
    /// @param here   answers if this server leads
    /// @param there  asks the leader
    <T extends @Nullable Object> CompletableFuture<T> write(
            @Nullable String wanted, Supplier<CompletableFuture<T>> here, Supplier<CompletableFuture<T>> there) {
        return route(wanted, false, false, here, there);
    }

    /// Has the leader answer a request that changes nothing, or this server if `stale` allows it.
    <T extends @Nullable Object> CompletableFuture<T> read(
            @Nullable String wanted,
            boolean stale,
            Supplier<CompletableFuture<T>> here,
            Supplier<CompletableFuture<T>> there) {
        return route(wanted, true, stale, here, there);
    }

    private <T extends @Nullable Object> CompletableFuture<T> route(
            @Nullable String wanted,
            boolean read,
            boolean stale,
            Supplier<CompletableFuture<T>> here,
            Supplier<CompletableFuture<T>> there) {
        if (!isHere(wanted)) {
            return CompletableFuture.failedFuture(RequestFailure.noPathToDatacenter());
        }
        return CallTrip.start(rules, read, () -> {
            if (leads() || (stale && leadership.everKnown())) {
                return here.get();
            }
            return isLeaving() ? CompletableFuture.failedFuture(RequestFailure.noLeader()) : there.get();
        });
    }
}
