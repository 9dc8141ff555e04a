/// The server as a whole: built from its parts, started, asked how it is, and stopped.
@NullMarked
package io.praetor.server.assembly;

import org.jspecify.annotations.NullMarked;
