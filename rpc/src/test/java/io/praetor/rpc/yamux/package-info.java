@NullMarked
package io.praetor.rpc.yamux;

import org.jspecify.annotations.NullMarked;
