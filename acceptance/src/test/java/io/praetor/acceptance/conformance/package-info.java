/// Plays recorded HTTP conversations against a running agent and words every difference.
@NullMarked
package io.praetor.acceptance.conformance;

import org.jspecify.annotations.NullMarked;
