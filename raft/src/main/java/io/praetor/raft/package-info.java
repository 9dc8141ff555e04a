/// The replicated log: a narrow seam over JRaft, its transport, its segmented log store, its vote and its snapshots.
/// Knows nothing of what a command means.
///
/// From outside in: [ReplicatedLog] is what the server sees and [Raft] opens it; `JRaftLog` drives JRaft, which reaches
/// the machine through `MachineAdapter`, other servers through `PeerClient` and `PeerServer` over a [RaftTransport],
/// and the disk through `RaftStorage`: `SegmentedLog`, `VoteFile` and `SnapshotStore` over the seam `RaftFiles`.
@NullMarked
package io.praetor.raft;

import org.jspecify.annotations.NullMarked;
