package io.praetor.server.state;

import io.praetor.store.Reader;

/// The replicated state as one commit left it: immutable, shared, read without locks. Reads are grouped by subject;
/// each answers with its index and adds what it depends on to the [io.praetor.store.Watches] it is given
/// ([io.praetor.store.Watches#NONE] if nobody waits).
public final class State {
    private final Reader reader;
    private final CatalogReads catalog;
    private final HealthReads health;
    private final KvReads kv;
    private final SessionReads sessions;
    private final CoordinateReads coordinates;
    private final OperatorReads operator;
    private final TxnReads txns;

    State(Reader reader) {
        this.reader = reader;
        catalog = new CatalogReads(reader);
        health = new HealthReads(reader);
        kv = new KvReads(reader);
        sessions = new SessionReads(reader);
        coordinates = new CoordinateReads(reader);
        operator = new OperatorReads(reader);
        txns = new TxnReads(reader);
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

    /// What everything is read from.
    Reader reader() {
        return reader;
    }
}
