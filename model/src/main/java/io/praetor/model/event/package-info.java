/// User events: what they say, in JSON and on the wire (`http-api.md` §12, `gossip-serf.md` §11.4).
@NullMarked
package io.praetor.model.event;

import org.jspecify.annotations.NullMarked;
