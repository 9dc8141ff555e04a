package io.praetor.agent.check;

import io.praetor.model.catalog.CheckType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The checks that run. Thread-safe.
public interface Checks extends AutoCloseable {
    /// What to check.
    ///
    /// @param checkId   unique on the agent; a check that runs under it is replaced
    /// @param type      how; validated (`http-api.md` §6.2)
    /// @param serviceId empty for a check of the node
    /// @param token     what an alias of another node reads with; empty: the agent's
    record Spec(String checkId, CheckType type, String serviceId, String token) {}

    /// Runs a check from now on; its results go to the listener the runner was made with.
    void start(Spec spec);

    /// Ends a check; unknown IDs do nothing. No result of it is told afterwards, but one that another thread is telling
    /// at this very moment may arrive: waiting for it could wait for the caller.
    void stop(String checkId);

    /// Tells a TTL check how things are; the listener hears it.
    ///
    /// @return what it now holds, or null when no TTL check with this ID runs
    @Nullable TtlState updateTtl(String checkId, String status, String output);

    /// Gives a TTL check, just started, what it held before the agent was started anew; nobody is told.
    void restoreTtl(String checkId, String output, Instant expires);

    /// How many checks run, by kind, for `agent/self` and metrics.
    Counts counts();

    /// @param ttls     TTL checks
    /// @param monitors script checks
    /// @param all      of every kind
    record Counts(int ttls, int monitors, int all) {}

    /// Ends all of them and waits for what is running.
    @Override
    void close();
}
