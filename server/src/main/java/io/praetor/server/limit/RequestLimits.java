package io.praetor.server.limit;

import io.praetor.model.telemetry.Counter;
import io.praetor.model.telemetry.Label;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.server.RequestFailure;
import io.praetor.server.Ticker;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The limits of one server (`limits.request_limits`): a bucket of tokens for reads and one for writes, of everybody
/// and of each address. They may change at any time; then all begin anew. While they are off, a request costs one look
/// at a field.
public final class RequestLimits {
    /// Takes everything; what a client agent has.
    public static final RequestLimits NONE = new RequestLimits(() -> false, () -> 0, Telemetry.NONE);

    /// Another server may still take it.
    public static final String ELSEWHERE = "rate limit exceeded, try again later or against a different server";

    /// No other server can.
    public static final String LATER =
            "rate limit exceeded for operation that can only be performed by the leader, try again later";

    private static final Logger LOG = LoggerFactory.getLogger(RequestLimits.class);

    /// Lines a second, at most, of what was beyond a limit.
    private static final int LINES = 100;

    /// How often it is said aloud that there is something beyond a limit.
    private static final double WARNINGS = 1.0 / 60;

    private final BooleanSupplier leads;
    private final Ticker ticker;
    private final Telemetry telemetry;
    private final TokenBucket lines;
    private final TokenBucket warnings;
    private final Counter unlogged;
    private final AtomicLong beyond = new AtomicLong();
    /// There are as many as operations, which are not made up by clients.
    private final Map<String, Counter> exceeded = new ConcurrentHashMap<>();

    private volatile State state = State.OFF;

    /// What holds now.
    ///
    /// @param all     null: no limit
    /// @param address null: no limit
    private record State(
            LimitSettings settings,
            @Nullable Buckets all,
            @Nullable AddressBuckets address) {
        static final State OFF = new State(LimitSettings.OFF, null, null);

        boolean isOff() {
            return all == null && address == null;
        }
    }

    /// No limits yet.
    ///
    /// @param leads whether this server leads
    public RequestLimits(BooleanSupplier leads, Ticker ticker, Telemetry telemetry) {
        this.leads = leads;
        this.ticker = ticker;
        this.telemetry = telemetry;
        lines = new TokenBucket(LINES, LINES, ticker);
        warnings = new TokenBucket(WARNINGS, 1, ticker);
        unlogged = telemetry.counter("rpc.rate_limit.log_dropped");
    }

    /// Other limits from now on. Those that are the same as before keep what they have counted.
    public synchronized void configure(LimitSettings settings) {
        State before = state;
        if (settings.equals(before.settings)) {
            return;
        }
        boolean off = settings.mode() == LimitSettings.Mode.DISABLED;
        state = new State(
                settings,
                off || settings.all().areUnlimited() ? null : Buckets.of(settings.all(), ticker),
                off || settings.address().areUnlimited() ? null : new AddressBuckets(settings.address(), ticker));
    }

    /// Whether everything is taken without being counted.
    public boolean isOff() {
        return state.isOff();
    }

    /// Counts a request.
    ///
    /// @param operation its name, of which there are not many
    /// @param write     whether it changes something
    /// @param from      null: nobody whose requests are counted on their own
    /// @throws RequestFailure when it is not to be carried out
    public void admit(String operation, boolean write, @Nullable InetAddress from) {
        State now = state;
        if (now.isOff()) {
            return;
        }
        // an address that asks too much does not use up what there is for all
        if (now.address != null && from != null && !now.address.take(from, write)) {
            exceeded(now, operation, write, from, "ip");
        }
        if (now.all != null && !now.all.take(write)) {
            exceeded(now, operation, write, from, "global");
        }
    }

    private void exceeded(State now, String operation, boolean write, @Nullable InetAddress from, String limit) {
        String type = limit + (write ? "/write" : "/read");
        LimitSettings.Mode mode = now.settings.mode();
        boolean enforced = mode == LimitSettings.Mode.ENFORCING;
        counter(operation, type, mode.text()).increment();
        log(operation, from, type, enforced);
        if (!enforced) {
            return;
        }
        throw write && leads.getAsBoolean()
                ? new RequestFailure(RequestFailure.Kind.UNAVAILABLE, LATER)
                : new RequestFailure(RequestFailure.Kind.RATE_LIMITED, ELSEWHERE);
    }

    private Counter counter(String operation, String type, String mode) {
        return exceeded.computeIfAbsent(
                operation + " " + type + " " + mode,
                _ -> telemetry.counter(
                        "rpc.rate_limit.exceeded",
                        new Label("limit_type", type),
                        new Label("op", operation),
                        new Label("mode", mode)));
    }

    private void log(String operation, @Nullable InetAddress from, String type, boolean enforced) {
        beyond.incrementAndGet();
        String source = from == null ? "" : from.getHostAddress();
        if (warnings.take()) {
            LOG.atWarn()
                    .addKeyValue("requests", beyond.getAndSet(0))
                    .addKeyValue("rpc", operation)
                    .addKeyValue("source_addr", source)
                    .addKeyValue("limit_type", type)
                    .addKeyValue("limit_enforced", enforced)
                    .log("Requests exceed the allowed rate");
        }
        if (!LOG.isDebugEnabled()) {
            return;
        }
        if (!lines.take()) {
            unlogged.increment();
            return;
        }
        LOG.atDebug()
                .addKeyValue("rpc", operation)
                .addKeyValue("source_addr", source)
                .addKeyValue("limit_type", type)
                .addKeyValue("limit_enforced", enforced)
                .log("RPC exceeded allowed rate limit");
    }
}
