package io.praetor.model.kv;

/// The names of operations on keys, in [KvsRequest] and in transactions (`rpc.md` §7.1).
public final class KvOp {
    /// Writes.
    public static final String SET = "set";

    /// Deletes one key.
    public static final String DELETE = "delete";

    /// Deletes one key if its ModifyIndex is as given.
    public static final String DELETE_CAS = "delete-cas";

    /// Deletes every key with a prefix.
    public static final String DELETE_TREE = "delete-tree";

    /// Writes if the ModifyIndex is as given; 0 means that the key must be absent.
    public static final String CAS = "cas";

    /// Writes and takes the lock for a session.
    public static final String LOCK = "lock";

    /// Writes and gives the lock up.
    public static final String UNLOCK = "unlock";

    /// Reads a key; transactions only, like all that follow.
    public static final String GET = "get";

    /// Reads every key with a prefix.
    public static final String GET_TREE = "get-tree";

    /// Fails unless the key is held by the session.
    public static final String CHECK_SESSION = "check-session";

    /// Fails unless the ModifyIndex is as given.
    public static final String CHECK_INDEX = "check-index";

    /// Fails if the key exists.
    public static final String CHECK_NOT_EXISTS = "check-not-exists";

    private KvOp() {}
}
