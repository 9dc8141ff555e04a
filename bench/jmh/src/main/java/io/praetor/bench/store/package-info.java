/// How fast and how large the state store is.
@NullMarked
package io.praetor.bench.store;

import org.jspecify.annotations.NullMarked;
