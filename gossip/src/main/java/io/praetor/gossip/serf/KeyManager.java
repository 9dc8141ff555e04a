package io.praetor.gossip.serf;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Keys of a whole pool, changed by asking every member (`gossip-serf.md` §6.1). Keys are base64; a bad one fails the
/// future with [IllegalArgumentException] and the original's line.
public interface KeyManager {

    /// Adds a key everywhere.
    CompletableFuture<Outcome> install(String key, int relayFactor);

    /// Makes a key everybody's primary one.
    CompletableFuture<Outcome> use(String key, int relayFactor);

    /// Removes a key everywhere.
    CompletableFuture<Outcome> remove(String key, int relayFactor);

    /// Which keys there are.
    CompletableFuture<Outcome> list(int relayFactor);

    /// What the members said.
    ///
    /// @param members     how many were asked
    /// @param responded   how many answered
    /// @param failed      how many of those said it did not work
    /// @param messages    what members said, by name
    /// @param keys        how many members have each key
    /// @param primaryKeys how many members use each key
    /// @param error       empty, or `x/y nodes reported failure` or the like
    record Outcome(
            int members,
            int responded,
            int failed,
            Map<String, String> messages,
            Map<String, Integer> keys,
            Map<String, Integer> primaryKeys,
            String error) {}
}
