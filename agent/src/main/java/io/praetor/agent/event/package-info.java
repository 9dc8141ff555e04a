/// User events as one agent sees them: told through gossip, kept if they are meant for it, and waited for
/// (`http-api.md` §12). May use the server's records and timers and what the HTTP API asks for, not the rest of the
/// agent.
@NullMarked
package io.praetor.agent.event;

import org.jspecify.annotations.NullMarked;
