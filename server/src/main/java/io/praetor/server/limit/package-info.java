/// How much is asked of a server: so many requests a second altogether and from one address (`limits.request_limits`).
/// Knows no request, only its name, whether it changes something, and where it came from.
@NullMarked
package io.praetor.server.limit;

import org.jspecify.annotations.NullMarked;
