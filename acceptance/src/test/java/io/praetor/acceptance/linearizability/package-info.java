/// Judges histories of concurrent clients: whether the answers they got could have come from one object that does one
/// operation at a time, each between its call and its return (Herlihy and Wing 1990).
@NullMarked
package io.praetor.acceptance.linearizability;

import org.jspecify.annotations.NullMarked;
