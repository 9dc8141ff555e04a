/// The composition root: configuration, lifecycle and the agent's own state; builds an agent from parts.
@NullMarked
package io.praetor.agent;

import org.jspecify.annotations.NullMarked;
