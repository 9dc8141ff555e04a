package io.praetor.server.query;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How old an answer from a cache may be (`http-api.md` §3).
///
/// @param maxAge         null: as old as it is
/// @param mustRevalidate whether it has to be asked for once more
/// @param staleIfError   up to which age the old answer will do when asking fails
public record CacheControl(@Nullable Duration maxAge, boolean mustRevalidate, Duration staleIfError) {
    /// Any age will do.
    public static final CacheControl ANY = new CacheControl(null, false, Duration.ZERO);
}
