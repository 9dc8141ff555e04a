/// Commands for Raft and autopilot (spec/cli.md section 3.2).
@NullMarked
package io.praetor.cli.operator;

import org.jspecify.annotations.NullMarked;
