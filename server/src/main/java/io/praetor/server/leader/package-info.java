/// What a server does because it leads, and who waits for a leader: the registration of the servers themselves,
/// sessions that run out, tombstones that may go, coordinates on their way into the log.
@NullMarked
package io.praetor.server.leader;

import org.jspecify.annotations.NullMarked;
