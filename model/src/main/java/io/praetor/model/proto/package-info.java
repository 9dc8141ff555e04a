/// Protocol buffers (proto3), as far as the wire needs them: messages that a record describes, within strict bounds.
@NullMarked
package io.praetor.model.proto;

import org.jspecify.annotations.NullMarked;
