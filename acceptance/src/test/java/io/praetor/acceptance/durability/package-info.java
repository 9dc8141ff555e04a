/// Kills a server without warning while clients write, and holds what it says afterwards against what it had
/// acknowledged.
@NullMarked
package io.praetor.acceptance.durability;

import org.jspecify.annotations.NullMarked;
