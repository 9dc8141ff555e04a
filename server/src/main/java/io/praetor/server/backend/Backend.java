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

/// The cluster as front doors see it: what they ask and change is the same whether this process keeps the state,
/// follows a leader, or knows servers only by name.
public interface Backend {
    /// Reads of the state.
    Queries queries();

    /// Reads that are kept as long as they hold; [Standings#NONE] where there is no state.
    Standings standings();

    /// Changes of keys.
    Kvs kvs();

    /// Registering and deregistering.
    Catalog catalog();

    /// Sessions.
    Sessions sessions();

    /// Transactions.
    Txns txns();

    /// Prepared queries.
    PreparedQueries preparedQueries();

    /// Where nodes are.
    Coordinates coordinates();

    /// Who leads.
    Status status();

    /// What operators see and do.
    Operator operator();

    /// Saving and restoring the state.
    Snapshots snapshots();

    /// Telling user events.
    EventFire events();

    /// Access control's objects.
    Acls acls();

    /// The mesh's authority.
    ConnectCa connectCa();

    /// The keys of gossip.
    Keyring keyring();

    /// Explanations of what access control decides.
    AclInsight aclInsight();

    /// Figures for `agent/self` by section, the original's names: `consul` always, `raft` where there is a log.
    Map<String, SortedMap<String, String>> stats();
}
