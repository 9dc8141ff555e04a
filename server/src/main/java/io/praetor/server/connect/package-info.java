/// The mesh's authority as the leader keeps it (`connect.md` §3): its configuration, its roots, and the leaves it
/// signs.
@NullMarked
package io.praetor.server.connect;

import org.jspecify.annotations.NullMarked;
