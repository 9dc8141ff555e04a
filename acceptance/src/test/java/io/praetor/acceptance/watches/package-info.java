/// The watches of an agent's configuration: who is told, of what, and when a reload replaces them.
@NullMarked
package io.praetor.acceptance.watches;

import org.jspecify.annotations.NullMarked;
