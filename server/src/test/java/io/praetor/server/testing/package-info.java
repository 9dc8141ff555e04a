/// Stand-ins that tests own: time, and a log whose leadership is set by hand.
@NullMarked
package io.praetor.server.testing;

import org.jspecify.annotations.NullMarked;
