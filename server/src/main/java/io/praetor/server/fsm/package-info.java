/// The state machine behind the log: commands and snapshots in the original's own form (`snapshot.md`), applied to
/// [io.praetor.server.state].
@NullMarked
package io.praetor.server.fsm;

import org.jspecify.annotations.NullMarked;
