/// Command-line flags in Go's syntax (`-name=value`, `--name value`, bare booleans), with Go's error texts: scripts and
/// recorded behaviour depend on both. Shared by the agent and the command line.
@NullMarked
package io.praetor.model.flags;

import org.jspecify.annotations.NullMarked;
