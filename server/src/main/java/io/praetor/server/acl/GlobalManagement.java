package io.praetor.server.acl;

import java.util.List;

/// The built-in policy that gives everything (`acl.md` §2).
public final class GlobalManagement {
    /// Its ID, in every cluster.
    public static final String ID = "00000000-0000-0000-0000-000000000001";

    /// Its name until somebody gives it another.
    public static final String NAME = "global-management";

    /// Its description until somebody gives it another.
    public static final String DESCRIPTION = "Builtin Policy that grants unlimited access";

    /// Its rules, which nobody can change.
    public static final String RULES = """

            acl = "write"
            agent_prefix "" {
            \tpolicy = "write"
            }
            event_prefix "" {
            \tpolicy = "write"
            }
            key_prefix "" {
            \tpolicy = "write"
            }
            keyring = "write"
            node_prefix "" {
            \tpolicy = "write"
            }
            operator = "write"
            query_prefix "" {
            \tpolicy = "write"
            }
            service_prefix "" {
            \tpolicy = "write"
            \tintentions = "write"
            }
            session_prefix "" {
            \tpolicy = "write"
            }""";

    /// The policy itself.
    public static final PolicySource POLICY = PolicySource.of(ID, NAME, RULES, List.of());

    private GlobalManagement() {}
}
