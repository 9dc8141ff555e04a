/// Tests of the store: behaviour by example, against a naive oracle, and under concurrency.
@NullMarked
package io.praetor.store;

import org.jspecify.annotations.NullMarked;
