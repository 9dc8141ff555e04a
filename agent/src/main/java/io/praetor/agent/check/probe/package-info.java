/// Looks at things once: a script, an HTTP server, a port. Each probe is one way to look; none knows when it is due or
/// what becomes of what it found. Everything a probe reads is bounded.
@NullMarked
package io.praetor.agent.check.probe;

import org.jspecify.annotations.NullMarked;
