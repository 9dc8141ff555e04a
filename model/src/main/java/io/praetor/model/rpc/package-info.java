/// Options and metadata that every read carries (`rpc.md` §5).
@NullMarked
package io.praetor.model.rpc;

import org.jspecify.annotations.NullMarked;
