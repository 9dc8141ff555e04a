package io.praetor.server.remote;

import io.praetor.model.query.QuerySource;
import io.praetor.model.request.DcSpecificRequest;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.ReadOptions;
import org.jspecify.annotations.Nullable;

/// Options of calls that are no questions to the state.
final class WireOptions {
    /// Of the leader, by nobody in particular.
    static final QueryOptions DEFAULT = by("", Consistency.DEFAULT);

    private WireOptions() {}

    static QueryOptions by(String token, Consistency consistency) {
        return new QueryOptions(
                token,
                0,
                0,
                consistency == Consistency.STALE,
                consistency == Consistency.CONSISTENT,
                false,
                0,
                0,
                false,
                0,
                "",
                false);
    }

    /// @param here this agent's datacenter
    static DcSpecificRequest request(ReadOptions options, String here) {
        return new DcSpecificRequest(
                named(options.datacenter(), here), null, QuerySource.NONE, by(options.token(), options.consistency()));
    }

    /// Servers want the datacenter by name.
    static String named(@Nullable String datacenter, String here) {
        return datacenter == null || datacenter.isEmpty() ? here : datacenter;
    }
}
