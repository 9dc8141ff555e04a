/// The command that executes something on many nodes and shows what becomes of it (spec/cli.md section 4.1).
@NullMarked
package io.praetor.cli.exec;

import org.jspecify.annotations.NullMarked;
