package io.praetor.server.acl;

import io.praetor.model.acl.AclPolicy;
import java.util.Locale;

/// The built-in policy that reads everything (later versions). It is there for whoever names it; it is written, and
/// listed, when something is linked to it for the first time: lists of before have one built-in policy only.
public final class GlobalReadOnly {
    /// Its ID, in every cluster.
    public static final String ID = AclPolicy.GLOBAL_READ_ONLY_ID;

    /// Its name.
    public static final String NAME = "builtin/global-read-only";

    private static final String DESCRIPTION = "Builtin Policy that reads everything and changes nothing";

    private static final String RULES = """

            acl = "read"
            agent_prefix "" {
            \tpolicy = "read"
            }
            event_prefix "" {
            \tpolicy = "read"
            }
            key_prefix "" {
            \tpolicy = "read"
            }
            keyring = "read"
            node_prefix "" {
            \tpolicy = "read"
            }
            operator = "read"
            query_prefix "" {
            \tpolicy = "read"
            }
            service_prefix "" {
            \tpolicy = "read"
            \tintentions = "read"
            }
            session_prefix "" {
            \tpolicy = "read"
            }""";

    /// As it is written.
    public static final AclPolicy POLICY = new AclPolicy(ID, NAME, DESCRIPTION, RULES, 0, null, null, 0, 0).hashed();

    private GlobalReadOnly() {}

    /// Whether it is called so; upper and lower case are alike, as in names of others.
    public static boolean isNamed(String name) {
        return name.toLowerCase(Locale.ROOT).equals(NAME);
    }
}
