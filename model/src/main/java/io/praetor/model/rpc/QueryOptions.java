package io.praetor.model.rpc;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// How a read wants to be answered (`rpc.md` §5).
///
/// @param minQueryIndex block until the answer's index is larger; 0 does not block
/// @param maxQueryTime nanoseconds
/// @param maxStaleDuration nanoseconds
/// @param maxAge nanoseconds
/// @param staleIfError nanoseconds
public record QueryOptions(
        String token,
        long minQueryIndex,
        long maxQueryTime,
        boolean allowStale,
        boolean requireConsistent,
        boolean useCache,
        long maxStaleDuration,
        long maxAge,
        boolean mustRevalidate,
        long staleIfError,
        String filter,
        boolean allowNotModifiedResponse) {

    /// Of a read by nobody that wants the leader's present state.
    public static final QueryOptions NONE = new QueryOptions("", 0, 0, false, false, false, 0, 0, false, 0, "", false);

    /// Of a read by the holder of a token that wants the leader's present state.
    public static QueryOptions of(String token) {
        return token.isEmpty() ? NONE : new QueryOptions(token, 0, 0, false, false, false, 0, 0, false, 0, "", false);
    }

    /// How it travels.
    public static final StructCodec<QueryOptions> CODEC = StructCodec.<QueryOptions>of("QueryOptions")
            .field("Token", Codecs.TEXT, QueryOptions::token)
            .field("MinQueryIndex", Codecs.UINT64, QueryOptions::minQueryIndex)
            .field("MaxQueryTime", Codecs.DURATION, QueryOptions::maxQueryTime)
            .field("AllowStale", Codecs.BOOL, QueryOptions::allowStale)
            .field("RequireConsistent", Codecs.BOOL, QueryOptions::requireConsistent)
            .field("UseCache", Codecs.BOOL, QueryOptions::useCache)
            .field("MaxStaleDuration", Codecs.DURATION, QueryOptions::maxStaleDuration)
            .field("MaxAge", Codecs.DURATION, QueryOptions::maxAge)
            .field("MustRevalidate", Codecs.BOOL, QueryOptions::mustRevalidate)
            .field("StaleIfError", Codecs.DURATION, QueryOptions::staleIfError)
            .field("Filter", Codecs.TEXT, QueryOptions::filter)
            .field("AllowNotModifiedResponse", Codecs.BOOL, QueryOptions::allowNotModifiedResponse)
            .build(v -> new QueryOptions(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next(), v.next()));
}
