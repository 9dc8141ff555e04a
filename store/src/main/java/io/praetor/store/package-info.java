/// The state store's engine: a persistent radix tree, typed tables with secondary indexes, write transactions,
/// snapshots and watches. It owns how rows are kept and found and who is woken when they change; it knows nothing
/// of what a row means.
///
/// - One writer at a time builds new trees beside the published ones ([io.praetor.store.WriteTransaction]) and
///   publishes them with one volatile store; readers take a [io.praetor.store.Snapshot] and never wait.
/// - A secondary index that is not unique maps an index key to a small tree of rows by primary key, so no key is
///   ever glued to another and the leaves of the primary tree are shared.
/// - Watches live beside the trees, by watched key and watched prefix ([io.praetor.store.Watches]): a key that does
///   not exist yet is watched as exactly as one that does, and an unwatched write pays nothing.
@NullMarked
package io.praetor.store;

import org.jspecify.annotations.NullMarked;
