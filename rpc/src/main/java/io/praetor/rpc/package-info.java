/// The server port: what the first byte of a connection chooses, calls over yamux and plain connections, and the pool
/// of
/// those we open (`rpc.md`). Knows nothing of what a method means: bodies are MessagePack values kept as bytes.
@NullMarked
package io.praetor.rpc;

import org.jspecify.annotations.NullMarked;
