/// The cluster as it is reached over the server port (`rpc.md` §6): endpoints and reads that are calls, what becomes of
/// calls that fail, and how a client agent chooses among the servers it knows.
@NullMarked
package io.praetor.server.remote;

import org.jspecify.annotations.NullMarked;
