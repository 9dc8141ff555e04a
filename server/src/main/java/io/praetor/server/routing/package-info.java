/// How a server answers what it cannot answer itself: requests go to the leader (`server.md` §3, `rpc.md` §6), and
/// calls
/// of others are served from what results.
@NullMarked
package io.praetor.server.routing;

import org.jspecify.annotations.NullMarked;
