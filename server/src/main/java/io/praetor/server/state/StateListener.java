package io.praetor.server.state;

import io.praetor.model.session.Session;

/// Told what commits did, on the apply thread, after the commit is visible to readers. Implementations hand over and
/// return.
public interface StateListener {
    /// A session began.
    default void sessionCreated(Session session) {}

    /// A session ended, for whatever reason.
    default void sessionDestroyed(String id) {}

    /// There are tombstones of this index now, to be reaped in time.
    default void tombstonesAdded(long index) {}

    /// Everything was replaced by a restore.
    default void replaced() {}
}
