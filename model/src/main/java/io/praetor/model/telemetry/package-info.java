/// Where any room tells its figures; what becomes of them is the agent's business. Knows no metrics library.
@NullMarked
package io.praetor.model.telemetry;

import org.jspecify.annotations.NullMarked;
