/// What clients of a cluster see while servers are killed, paused, cut off and replaced, judged for linearizability.
///
/// [ClusterFaultsIT] is short and needs nothing but loopback addresses; [LongFaultsIT] (profile `faults`) gives every
/// server a network namespace of its own and runs as long as it is told.
@NullMarked
package io.praetor.acceptance.faults;

import org.jspecify.annotations.NullMarked;
