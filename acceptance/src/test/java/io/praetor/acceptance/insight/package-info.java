/// What a running agent shows of itself: figures, log, machine.
@NullMarked
package io.praetor.acceptance.insight;

import org.jspecify.annotations.NullMarked;
