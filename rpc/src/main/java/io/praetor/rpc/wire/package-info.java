/// What connections, streams and calls share: two-way runs of bytes, the ends of MessagePack values, call headers.
@NullMarked
package io.praetor.rpc.wire;

import org.jspecify.annotations.NullMarked;
