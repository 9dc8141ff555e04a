/// The command that watches something and runs a child for every change (spec/cli.md section 5).
@NullMarked
package io.praetor.cli.watch;

import org.jspecify.annotations.NullMarked;
