package io.praetor.agent.cache;

/// How often answers may be asked for.
///
/// @param fetchesPerSecond of one entry (`cache.entry_fetch_rate`); infinite: no limit
/// @param burst            how many may follow each other at once (`cache.entry_fetch_max_burst`)
public record CacheSettings(double fetchesPerSecond, int burst) {
    /// No limit.
    public static final CacheSettings DEFAULT = new CacheSettings(Double.POSITIVE_INFINITY, 2);

    /// Both above zero.
    public CacheSettings {
        if (!(fetchesPerSecond > 0) || burst <= 0) {
            throw new IllegalArgumentException(
                    "fetches per second " + fetchesPerSecond + ", burst " + burst + ": expected more than 0");
        }
    }
}
