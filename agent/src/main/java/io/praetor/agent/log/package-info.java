/// The log: levels, the original's line and JSON forms, console and file with rotation, all behind Logback and set up
/// in code.
@NullMarked
package io.praetor.agent.log;

import org.jspecify.annotations.NullMarked;
