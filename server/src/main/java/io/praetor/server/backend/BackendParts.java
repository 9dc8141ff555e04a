package io.praetor.server.backend;

import io.praetor.server.endpoint.AclInsight;
import io.praetor.server.endpoint.Acls;
import io.praetor.server.endpoint.Catalog;
import io.praetor.server.endpoint.ConnectCa;
import io.praetor.server.endpoint.Coordinates;
import io.praetor.server.endpoint.EventFire;
import io.praetor.server.endpoint.Keyring;
import io.praetor.server.endpoint.Kvs;
import io.praetor.server.endpoint.Operator;
import io.praetor.server.endpoint.PreparedQueries;
import io.praetor.server.endpoint.Sessions;
import io.praetor.server.endpoint.Snapshots;
import io.praetor.server.endpoint.Status;
import io.praetor.server.endpoint.Txns;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Standings;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;

/// A cluster put together of its parts.
///
/// @param figures what [#stats] tells
public record BackendParts(
        Queries queries,
        Standings standings,
        Kvs kvs,
        Catalog catalog,
        Sessions sessions,
        Txns txns,
        PreparedQueries preparedQueries,
        Coordinates coordinates,
        Status status,
        Operator operator,
        Snapshots snapshots,
        EventFire events,
        Keyring keyring,
        Acls acls,
        ConnectCa connectCa,
        AclInsight aclInsight,
        Supplier<Map<String, SortedMap<String, String>>> figures)
        implements Backend {
    @Override
    public Map<String, SortedMap<String, String>> stats() {
        return figures.get();
    }
}
