/// Files that the agent keeps for itself below its data directory.
@NullMarked
package io.praetor.agent.file;

import org.jspecify.annotations.NullMarked;
