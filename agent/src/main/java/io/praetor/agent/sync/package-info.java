/// Anti-entropy (`agent.md` §8): keeps what the catalog says of this node like the agent's local state, whoever changes
/// which. Knows the catalog as an interface ([NodeCatalog]), and time, chance and threads as parameters.
@NullMarked
package io.praetor.agent.sync;

import org.jspecify.annotations.NullMarked;
