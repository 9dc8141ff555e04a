/// The command line: one class per command, a function of (arguments, client, out, err) to an exit code.
@NullMarked
package io.praetor.cli;

import org.jspecify.annotations.NullMarked;
