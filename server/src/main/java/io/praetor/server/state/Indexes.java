package io.praetor.server.state;

import io.praetor.model.log.IndexEntry;
import io.praetor.store.Reader;
import io.praetor.store.Watches;
import org.jspecify.annotations.Nullable;

/// The names of the rows of the index table (`state-and-index.md` §2) and how they are read.
final class Indexes {
    static final String NODES = "nodes";
    static final String SERVICES = "services";
    static final String CHECKS = "checks";
    static final String KVS = "kvs";
    static final String TOMBSTONES = "tombstones";
    static final String SESSIONS = "sessions";
    static final String PREPARED_QUERIES = "prepared-queries";
    static final String COORDINATES = "coordinates";
    static final String TOPOLOGY = "mesh-topology";
    static final String GATEWAY_SERVICES = "gateway-services";
    static final String ACL_TOKENS = "acl-tokens";
    static final String ACL_POLICIES = "acl-policies";
    static final String ACL_ROLES = "acl-roles";
    static final String ACL_BINDING_RULES = "acl-binding-rules";
    static final String ACL_AUTH_METHODS = "acl-auth-methods";
    static final String ACL_BOOTSTRAP = "acl-token-bootstrap";
    static final String CA_CONFIG = "connect-ca-config";
    static final String CA_ROOTS = "connect-ca-roots";
    static final String CA_PROVIDERS = "connect-ca-builtin";
    /// The serial number that was given out last.
    static final String CA_SERIAL = "connect-ca-builtin-serial";
    static final String CA_LEAVES = "connect-ca-leaf-certs";
    static final String LAST_EXTINCTION = "service_last_extinction";

    private Indexes() {}

    static String service(String name) {
        return "service." + name;
    }

    static String kind(String kind) {
        return "service_kind." + (kind.isEmpty() ? "typical" : kind);
    }

    /// The row's value; 0 when there is none.
    static long get(Reader reader, String key, Watches watches) {
        IndexEntry entry = reader.get(Tables.INDEXES, Keys.name(key), watches);
        return entry == null ? 0 : entry.value();
    }

    static long max(Reader reader, String... keys) {
        long max = 0;
        for (String key : keys) {
            max = Math.max(max, get(reader, key, Watches.NONE));
        }
        return max;
    }

    static @Nullable Long orNull(Reader reader, String key, Watches watches) {
        IndexEntry entry = reader.get(Tables.INDEXES, Keys.name(key), watches);
        return entry == null ? null : entry.value();
    }

    /// The index of reads about one service. It is that of the service's own row while the service exists; when it is
    /// gone, the time when some service last disappeared, so that a reader is not woken by what happens to all others.
    ///
    /// @param exists whether the service has an instance
    /// @param withChecks whether the read shows checks too
    static long ofService(Reader reader, String service, boolean exists, boolean withChecks) {
        if (!exists) {
            Long extinction = orNull(reader, LAST_EXTINCTION, Watches.NONE);
            if (extinction != null) {
                return extinction;
            }
        }
        Long own = orNull(reader, service(service), Watches.NONE);
        if (own != null) {
            return own;
        }
        return withChecks ? max(reader, NODES, SERVICES, CHECKS) : max(reader, NODES, SERVICES);
    }
}
