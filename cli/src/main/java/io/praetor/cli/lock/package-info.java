/// The command that runs a child while it holds a lock (spec/cli.md section 4.2).
@NullMarked
package io.praetor.cli.lock;

import org.jspecify.annotations.NullMarked;
