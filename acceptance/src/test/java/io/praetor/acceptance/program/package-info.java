/// Starts, watches and ends the built program: agents, and commands of its command line.
@NullMarked
package io.praetor.acceptance.program;

import org.jspecify.annotations.NullMarked;
