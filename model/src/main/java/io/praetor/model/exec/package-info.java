/// What `consul exec` and agents tell each other about remote execution (`agent.md` §10).
@NullMarked
package io.praetor.model.exec;

import org.jspecify.annotations.NullMarked;
