/// What Serf adds to membership: tags, intents, events, queries, coordinates (`gossip-serf.md`).
@NullMarked
package io.praetor.gossip.serf;

import org.jspecify.annotations.NullMarked;
