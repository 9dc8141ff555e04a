/// Immutable records for everything that travels, over HTTP, RPC, the Raft log or in a snapshot. Knows no other module.
@NullMarked
package io.praetor.model;

import org.jspecify.annotations.NullMarked;
