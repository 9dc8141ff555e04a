/// Requests of reads, and the replies that carry an index (`rpc.md` §5, §7). What they are about is described in the
/// packages of its own kind.
@NullMarked
package io.praetor.model.request;

import org.jspecify.annotations.NullMarked;
