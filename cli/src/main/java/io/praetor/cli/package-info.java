/// The command line's shell: the process, the table of commands and the choice among them. What commands share is in
/// `base`; the commands are in packages named after their subject.
///
/// Start-up time is a feature (`kv get` within 50 ms): the way to a command loads no class that it does not need, so
/// the table is a `switch`, texts are built by hand, and JSON, TLS and snapshots are touched only by who needs them.
@NullMarked
package io.praetor.cli;

import org.jspecify.annotations.NullMarked;
