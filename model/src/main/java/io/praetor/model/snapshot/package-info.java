/// The snapshot archive that moves between servers, clients and operators: a gzipped tar of `meta.json`, `state.bin`
/// and `SHA256SUMS` (spec/snapshot.md section 1). Owns the frame and its checks; what the state means is the server's
/// business.
@NullMarked
package io.praetor.model.snapshot;

import org.jspecify.annotations.NullMarked;
