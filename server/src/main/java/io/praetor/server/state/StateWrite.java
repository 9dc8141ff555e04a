package io.praetor.server.state;

import io.praetor.model.log.IndexEntry;
import io.praetor.store.Watches;
import io.praetor.store.WriteTransaction;

/// One command on its way into the state: an open transaction, the log index that its changes get, and the rules by
/// subject. A command that fails leaves nothing behind.
public final class StateWrite {
    private final WriteTransaction tx;
    private final long index;
    private final Effects effects = new Effects();
    private final NodeWrites nodes = new NodeWrites(this);
    private final ServiceWrites services = new ServiceWrites(this);
    private final CheckWrites checks = new CheckWrites(this);
    private final TopologyWrites topology = new TopologyWrites(this);
    private final KvWrites kv = new KvWrites(this);
    private final SessionWrites sessions = new SessionWrites(this);
    private boolean refused;

    StateWrite(WriteTransaction tx, long index) {
        this.tx = tx;
        this.index = index;
    }

    /// Registrations of nodes.
    public NodeWrites nodes() {
        return nodes;
    }

    /// Registrations of services.
    public ServiceWrites services() {
        return services;
    }

    /// Registrations of checks.
    public CheckWrites checks() {
        return checks;
    }

    /// Keys and locks.
    public KvWrites kv() {
        return kv;
    }

    /// Sessions.
    public SessionWrites sessions() {
        return sessions;
    }

    /// Prepared queries.
    public PreparedQueryWrites preparedQueries() {
        return new PreparedQueryWrites(this);
    }

    /// Registrations of a node with what is on it.
    public RegistrationWrites registrations() {
        return new RegistrationWrites(this);
    }

    /// Coordinates.
    public CoordinateWrites coordinates() {
        return new CoordinateWrites(this);
    }

    /// Autopilot's configuration.
    public AutopilotWrites autopilot() {
        return new AutopilotWrites(this);
    }

    /// Transactions.
    public TxnWrites txns() {
        return new TxnWrites(this);
    }

    /// Tokens.
    public AclTokenWrites aclTokens() {
        return new AclTokenWrites(this);
    }

    /// Policies, roles, binding rules and auth methods.
    public AclWrites acl() {
        return new AclWrites(this);
    }

    /// The mesh's authority.
    public ConnectWrites connect() {
        return new ConnectWrites(this);
    }

    /// Drops everything this command did so far when it ends, although it ends without an exception.
    void refuse() {
        refused = true;
    }

    boolean isRefused() {
        return refused;
    }

    TopologyWrites topology() {
        return topology;
    }

    WriteTransaction tx() {
        return tx;
    }

    /// What changed objects get as ModifyIndex.
    long index() {
        return index;
    }

    Effects effects() {
        return effects;
    }

    /// Moves a row of the index table to this command's index.
    void touch(String key) {
        IndexEntry entry = tx.get(Tables.INDEXES, Keys.name(key), Watches.NONE);
        if (entry == null || entry.value() != index) {
            tx.put(Tables.INDEXES, new IndexEntry(key, index));
        }
    }
}
