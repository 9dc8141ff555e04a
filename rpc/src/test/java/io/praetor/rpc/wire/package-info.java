@NullMarked
package io.praetor.rpc.wire;

import org.jspecify.annotations.NullMarked;
