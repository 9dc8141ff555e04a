/// The certificates of the agent's services in the mesh (`connect.md` §3.5): had signed, kept, and renewed in time.
@NullMarked
package io.praetor.agent.leaf;

import org.jspecify.annotations.NullMarked;
