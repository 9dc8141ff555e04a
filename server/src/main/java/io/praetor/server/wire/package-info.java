/// The methods of the server port (`rpc.md` §7): each is described once, and the description serves both ends. Callers
/// encode a request and decode its reply, servers the other way round, and a server that forwards does both.
@NullMarked
package io.praetor.server.wire;

import org.jspecify.annotations.NullMarked;
