package io.praetor.server.state;

import io.praetor.store.Reader;
import java.time.InstantSource;

/// The replicated state as one commit left it: immutable, shared, read without locks. Reads are grouped by subject;
/// each answers with its index and adds what it depends on to the [io.praetor.store.Watches] it is given
/// ([io.praetor.store.Watches#NONE] if nobody waits).
public final class State {
    private final Reader reader;
    private final CatalogReads catalog;
    private final HealthReads health;
    private final KvReads kv;
    private final SessionReads sessions;
    private final PreparedQueryReads preparedQueries;
    private final CoordinateReads coordinates;
    private final OperatorReads operator;
    private final TxnReads txns;
    private final AclTokenReads aclTokens;
    private final AclReads acl;
    private final ConnectReads connect;

    /// @param clock says which tokens have run out
    /// @param mesh  whether this server takes part in a mesh
    State(Reader reader, InstantSource clock, boolean mesh) {
        this.reader = reader;
        catalog = new CatalogReads(reader);
        health = new HealthReads(reader);
        kv = new KvReads(reader);
        sessions = new SessionReads(reader);
        preparedQueries = new PreparedQueryReads(reader);
        coordinates = new CoordinateReads(reader);
        operator = new OperatorReads(reader);
        txns = new TxnReads(reader);
        aclTokens = new AclTokenReads(reader, clock);
        acl = new AclReads(reader);
        connect = new ConnectReads(reader, mesh);
    }

    /// Nodes and services.
    public CatalogReads catalog() {
        return catalog;
    }

    /// Checks, and instances with their checks.
    public HealthReads health() {
        return health;
    }

    /// Keys.
    public KvReads kv() {
        return kv;
    }

    /// Sessions.
    public SessionReads sessions() {
        return sessions;
    }

    /// Prepared queries.
    public PreparedQueryReads preparedQueries() {
        return preparedQueries;
    }

    /// Coordinates of nodes.
    public CoordinateReads coordinates() {
        return coordinates;
    }

    /// Autopilot's configuration and the state's own figures.
    public OperatorReads operator() {
        return operator;
    }

    /// Transactions that only read.
    public TxnReads txns() {
        return txns;
    }

    /// Tokens.
    public AclTokenReads aclTokens() {
        return aclTokens;
    }

    /// Policies, roles, binding rules and auth methods.
    public AclReads acl() {
        return acl;
    }

    /// The mesh's authority.
    public ConnectReads connect() {
        return connect;
    }

    /// Whether every commit so far has marked the watches that it concerns, so that [io.praetor.store.Watches#fired] is
    /// exact.
    public boolean settled() {
        return reader.settled();
    }

    /// What everything is read from.
    Reader reader() {
        return reader;
    }
}
