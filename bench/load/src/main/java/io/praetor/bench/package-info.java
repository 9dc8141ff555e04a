/// Benches of the built program from outside: processes, sockets, `/proc`. Needs nothing but a JDK, so that what is
/// measured is the program and not a client library.
@NullMarked
package io.praetor.bench;

import org.jspecify.annotations.NullMarked;
