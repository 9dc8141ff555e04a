package io.praetor.gossip.consul;

/// The tags that Consul gives its members (`gossip-serf.md` §11.1).
public final class ConsulTags {

    /// [#ROLE_SERVER] or [#ROLE_CLIENT].
    public static final String ROLE = "role";
    /// What servers are.
    public static final String ROLE_SERVER = "consul";
    /// What client agents are.
    public static final String ROLE_CLIENT = "node";
    /// Datacenter.
    public static final String DATACENTER = "dc";
    /// Network segment; empty: the whole datacenter.
    public static final String SEGMENT = "segment";
    /// Node ID, a UUID.
    public static final String ID = "id";
    /// Consul protocol spoken.
    public static final String VERSION = "vsn";
    /// Oldest Consul protocol understood.
    public static final String VERSION_MIN = "vsn_min";
    /// Newest Consul protocol understood.
    public static final String VERSION_MAX = "vsn_max";
    /// Version, pre-release and revision: `1.9.0dev:6ba776b4`.
    public static final String BUILD = "build";
    /// Whether access is controlled: 0 no, 1 yes, 2 legacy, 3 unknown.
    public static final String ACLS = "acls";
    /// How long after its failure a member is forgotten, as a duration, when not as long as others.
    public static final String RECONNECT_TIMEOUT = "rc_tm";
    /// Port of the server's RPC.
    public static final String PORT = "port";
    /// Raft protocol.
    public static final String RAFT_VERSION = "raft_vsn";
    /// Port of the server in the WAN pool; only in the LAN pool.
    public static final String WAN_JOIN_PORT = "wan_join_port";
    /// Present when the server may elect itself alone.
    public static final String BOOTSTRAP = "bootstrap";
    /// How many servers are expected before the first election.
    public static final String EXPECT = "expect";
    /// Present when the server has no vote.
    public static final String NON_VOTER = "nonvoter";
    /// Present when RPC goes over TLS.
    public static final String USE_TLS = "use_tls";
    /// Version of federation states; 1 where they are understood.
    public static final String FEDERATION_STATES = "ft_fs";
    /// Version of service intentions; 1 where they are understood.
    public static final String SERVICE_INTENTIONS = "ft_si";
    /// What begins the name of a feature's tag.
    public static final String FEATURE_PREFIX = "ft_";
    /// What begins the name of a segment listener's tag.
    public static final String SEGMENT_PREFIX = "sl_";

    private ConsulTags() {}
}
