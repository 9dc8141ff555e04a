/// The keys an agent's configuration may have, with their names and types, and the reader of the files that use them.
/// What a key means, and whether its value makes sense, is up to who reads it: the agent, which reads all, and the
/// command line, which reads services.
@NullMarked
package io.praetor.model.settings;

import org.jspecify.annotations.NullMarked;
