/// What all commands share: parsing and help, the flags of the HTTP API, tables, input files, and the
/// [io.praetor.cli.base.Context] that stands for the process, so that a command is a function of (arguments, context)
/// to an exit code and its test needs no process.
@NullMarked
package io.praetor.cli.base;

import org.jspecify.annotations.NullMarked;
