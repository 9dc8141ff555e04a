/// The replicated log: a narrow seam over JRaft, its transport and its segmented log store. Knows nothing of what a
/// command means.
@NullMarked
package io.praetor.raft;

import org.jspecify.annotations.NullMarked;
