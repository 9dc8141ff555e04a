package io.praetor.server.state;

import io.praetor.model.log.IndexEntry;
import io.praetor.store.Reader;
import io.praetor.store.Watches;
import org.jspecify.annotations.Nullable;

/// The tokens, roles and policies of a state, to see whether another state has the same. Every write of them puts new
/// rows into the index table, and so does a restore.
public final class AclRevision {
    private final @Nullable IndexEntry tokens;
    private final @Nullable IndexEntry roles;
    private final @Nullable IndexEntry policies;

    private AclRevision(@Nullable IndexEntry tokens, @Nullable IndexEntry roles, @Nullable IndexEntry policies) {
        this.tokens = tokens;
        this.roles = roles;
        this.policies = policies;
    }

    static AclRevision of(Reader reader) {
        return new AclRevision(
                row(reader, Indexes.ACL_TOKENS), row(reader, Indexes.ACL_ROLES), row(reader, Indexes.ACL_POLICIES));
    }

    private static @Nullable IndexEntry row(Reader reader, String key) {
        return reader.get(Tables.INDEXES, Keys.name(key), Watches.NONE);
    }

    /// Whether nothing has changed between the two.
    @SuppressWarnings("ReferenceEquality") // that is the question
    public boolean isSame(AclRevision other) {
        return tokens == other.tokens && roles == other.roles && policies == other.policies;
    }
}
