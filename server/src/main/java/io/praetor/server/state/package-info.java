/// The replicated state: its tables, the rules by which commands change it, and the reads with the index and the
/// watches each has (`state-and-index.md`). Nothing here knows of the log, of requests or of time, but for the lock
/// delays, which are not replicated.
@NullMarked
package io.praetor.server.state;

import org.jspecify.annotations.NullMarked;
