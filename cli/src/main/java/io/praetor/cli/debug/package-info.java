/// The command that records what an agent does for a while, for people who look for the cause of a problem (spec/cli.md
/// section 10).
@NullMarked
package io.praetor.cli.debug;

import org.jspecify.annotations.NullMarked;
