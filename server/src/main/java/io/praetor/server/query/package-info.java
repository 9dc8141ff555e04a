/// Reads: every question the replicated state answers is a record ([io.praetor.server.query.Query]);
/// [io.praetor.server.query.Queries] decides whether it may be answered here, answers it or parks it until its answer
/// changes.
@NullMarked
package io.praetor.server.query;

import org.jspecify.annotations.NullMarked;
