/// Replays recorded transcripts of the command line, step by step, and words every difference.
@NullMarked
package io.praetor.acceptance.transcript;

import org.jspecify.annotations.NullMarked;
