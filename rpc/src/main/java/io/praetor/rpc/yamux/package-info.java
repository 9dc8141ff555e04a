/// Many streams over one connection (`rpc.md` §2). A [Session] and its streams belong to the connection's event loop.
@NullMarked
package io.praetor.rpc.yamux;

import org.jspecify.annotations.NullMarked;
