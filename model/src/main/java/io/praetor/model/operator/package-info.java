/// What operators see and set: the Raft configuration and autopilot.
@NullMarked
package io.praetor.model.operator;

import org.jspecify.annotations.NullMarked;
