/// Commands that save, restore and inspect snapshots (spec/cli.md section 6).
@NullMarked
package io.praetor.cli.snapshot;

import org.jspecify.annotations.NullMarked;
