/// Bad input, from the command line, on the disk and over the network: it is refused in one line, or with the
/// contract's status, and nothing else suffers.
@NullMarked
package io.praetor.acceptance.hostile;

import org.jspecify.annotations.NullMarked;
