package io.praetor.server.fsm;

import io.praetor.raft.StateSnapshot;

/// A state to hand out as an archive.
///
/// @param index of the last command it covers, as users see indexes
/// @param term of that command
/// @param content writes `state.bin`
public record PortableState(long index, long term, StateSnapshot content) {}
