/// Bytes on their way from a thread that must not wait to one that may.
@NullMarked
package io.praetor.model.stream;

import org.jspecify.annotations.NullMarked;
