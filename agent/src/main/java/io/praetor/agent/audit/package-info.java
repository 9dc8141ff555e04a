/// The audit log: a record of every request to the HTTP API, as the original's paid edition keeps it (`docs/audit.md`).
@NullMarked
package io.praetor.agent.audit;

import org.jspecify.annotations.NullMarked;
