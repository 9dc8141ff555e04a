package io.praetor.server.endpoint;

import io.praetor.model.GoDuration;
import io.praetor.model.acl.AclToken;
import io.praetor.server.RequestFailure;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a new token runs out (`acl.md` §3).
final class AclExpiry {
    /// The shortest life of a token that runs out.
    static final Duration SHORTEST = Duration.ofMinutes(1);

    /// The longest.
    static final Duration LONGEST = Duration.ofHours(24);

    private AclExpiry() {}

    /// When a token that is made now runs out; null for never.
    ///
    /// @throws RequestFailure in the contract's words
    static @Nullable Instant of(AclToken given, Instant now) {
        long ttl = given.expirationTtl();
        Instant time = given.expirationTime();
        if (ttl < 0) {
            throw RequestFailure.internal("Token Expiration TTL '" + GoDuration.format(ttl) + "' should be > 0");
        }
        if (ttl > 0 && time != null) {
            throw RequestFailure.internal("Token Expiration TTL and Expiration Time cannot both be set");
        }
        Instant expiry = ttl > 0 ? now.plusNanos(ttl) : time;
        if (expiry == null) {
            return null;
        }
        if (!now.isBefore(expiry)) {
            throw RequestFailure.internal("ExpirationTime cannot be before CreateTime");
        }
        Duration life = Duration.between(now, expiry);
        if (life.compareTo(SHORTEST) < 0) {
            throw RequestFailure.internal(
                    "ExpirationTime cannot be less than " + text(SHORTEST) + " in the future (was " + text(life) + ")");
        }
        if (life.compareTo(LONGEST) > 0) {
            throw RequestFailure.internal(
                    "ExpirationTime cannot be more than " + text(LONGEST) + " in the future (was " + text(life) + ")");
        }
        return expiry;
    }

    private static String text(Duration duration) {
        boolean huge = duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0;
        return GoDuration.format(huge ? Long.MAX_VALUE : duration.toNanos());
    }
}
