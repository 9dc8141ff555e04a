package io.praetor.model.txn;

/// The verbs of transactional operations on nodes, services and checks; those on keys are in
/// [io.praetor.model.kv.KvOp].
public final class TxnVerb {
    /// Reads.
    public static final String GET = "get";

    /// Writes.
    public static final String SET = "set";

    /// Writes if the ModifyIndex is as given; 0 means that the object must be absent.
    public static final String CAS = "cas";

    /// Deletes.
    public static final String DELETE = "delete";

    /// Deletes if the ModifyIndex is as given.
    public static final String DELETE_CAS = "delete-cas";

    private TxnVerb() {}
}
