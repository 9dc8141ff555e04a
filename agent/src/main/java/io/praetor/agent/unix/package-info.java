/// What the C library has and the Java library has not (Linux).
@NullMarked
package io.praetor.agent.unix;

import org.jspecify.annotations.NullMarked;
