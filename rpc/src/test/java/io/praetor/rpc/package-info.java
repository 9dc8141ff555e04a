@NullMarked
package io.praetor.rpc;

import org.jspecify.annotations.NullMarked;
