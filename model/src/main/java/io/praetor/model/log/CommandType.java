package io.praetor.model.log;

import org.jspecify.annotations.Nullable;

/// What a command of the Raft log, or a record of a snapshot, is about: the byte before its MessagePack body
/// (`snapshot.md` §2, §3).
public enum CommandType {
    /// A `RegisterRequest`; in snapshots one each for nodes, services and checks.
    REGISTER(0),
    /// A `DeregisterRequest`.
    DEREGISTER(1),
    /// A `KvsRequest`; in snapshots a `KvEntry`.
    KVS(2),
    /// A `SessionRequest`; in snapshots a `Session`.
    SESSION(3),
    /// Access control before 1.4.
    ACL(4),
    /// A `TombstoneRequest`; in snapshots a `KvEntry`.
    TOMBSTONE(5),
    /// A list of `NodeCoordinate`.
    COORDINATE_BATCH(6),
    /// A prepared query.
    PREPARED_QUERY(7),
    /// A `TxnRequest`.
    TXN(8),
    /// An `AutopilotSetConfigRequest`; in snapshots an `AutopilotConfig`.
    AUTOPILOT(9),
    /// Network areas, which only the enterprise product had.
    AREA(10),
    /// The first management token.
    ACL_BOOTSTRAP(11),
    /// Intentions before 1.9.
    INTENTION(12),
    /// The certificate authority; in snapshots a root.
    CONNECT_CA(13),
    /// The built-in certificate authority's state; snapshots only.
    CONNECT_CA_PROVIDER_STATE(14),
    /// The certificate authority's configuration; snapshots only.
    CONNECT_CA_CONFIG(15),
    /// An `IndexEntry`; snapshots only.
    INDEX(16),
    /// Tokens written; in snapshots a token.
    ACL_TOKEN_SET(17),
    /// Tokens deleted.
    ACL_TOKEN_DELETE(18),
    /// Policies written; in snapshots a policy.
    ACL_POLICY_SET(19),
    /// Policies deleted.
    ACL_POLICY_DELETE(20),
    /// The count of leaf certificates.
    CONNECT_CA_LEAF(21),
    /// A configuration entry.
    CONFIG_ENTRY(22),
    /// Roles written; in snapshots a role.
    ACL_ROLE_SET(23),
    /// Roles deleted.
    ACL_ROLE_DELETE(24),
    /// Binding rules written; in snapshots a rule.
    ACL_BINDING_RULE_SET(25),
    /// Binding rules deleted.
    ACL_BINDING_RULE_DELETE(26),
    /// Auth methods written; in snapshots a method.
    ACL_AUTH_METHOD_SET(27),
    /// Auth methods deleted.
    ACL_AUTH_METHOD_DELETE(28),
    /// Commands of which only some chunks had come; snapshots only.
    CHUNKING_STATE(29),
    /// A data centre's mesh gateways.
    FEDERATION_STATE(30),
    /// A `SystemMetadataEntry`.
    SYSTEM_METADATA(31),
    /// Private to this product: opens a restore through the API.
    RESTORE_BEGIN(64),
    /// Private to this product: a piece of the state to restore.
    RESTORE_CHUNK(65),
    /// Private to this product: puts the restored state in place.
    RESTORE_COMMIT(66),
    /// Private to this product: by how much indexes are ahead of the log; snapshots of the log only.
    INDEX_BASE(67);

    /// The bit of the type byte that lets a state machine skip a command it does not know.
    public static final int IGNORABLE = 0x80;

    private static final @Nullable CommandType[] BY_CODE = new CommandType[IGNORABLE];

    static {
        for (CommandType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;

    CommandType(int code) {
        this.code = code;
    }

    /// The type byte, without [#IGNORABLE].
    public int code() {
        return code;
    }

    /// The type of a type byte, whether [#IGNORABLE] is set or not; null if there is none.
    public static @Nullable CommandType of(int typeByte) {
        return BY_CODE[typeByte & (IGNORABLE - 1)];
    }
}
