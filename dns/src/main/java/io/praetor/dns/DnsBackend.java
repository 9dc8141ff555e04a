package io.praetor.dns;

import io.praetor.server.query.Queries;
import io.praetor.server.query.Standings;
import java.util.function.Supplier;

/// What answers are worked out with.
///
/// @param queries   where reads are asked that have to be waited for
/// @param standings where all others are
/// @param prepared  executes prepared queries
/// @param token     the agent's default token; empty: anonymous
public record DnsBackend(Queries queries, Standings standings, PreparedLookups prepared, Supplier<String> token) {}
