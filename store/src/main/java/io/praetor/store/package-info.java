/// The state store's engine: persistent radix tree, typed tables with secondary indexes, transactions, snapshots and
/// watches. Knows nothing of what its rows mean.
@NullMarked
package io.praetor.store;

import org.jspecify.annotations.NullMarked;
