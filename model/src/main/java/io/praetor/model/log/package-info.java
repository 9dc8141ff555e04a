/// What the Raft log and snapshots are made of (`snapshot.md` §2, §3): command types and bookkeeping records.
@NullMarked
package io.praetor.model.log;

import org.jspecify.annotations.NullMarked;
