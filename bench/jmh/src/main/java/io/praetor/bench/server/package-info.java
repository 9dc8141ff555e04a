/// Benches of the server: reads through the whole of it, parked reads and their waking, filters.
@NullMarked
package io.praetor.bench.server;

import org.jspecify.annotations.NullMarked;
