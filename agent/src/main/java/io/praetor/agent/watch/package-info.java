/// The watches of the agent's configuration (`agent.md` §9): each is a [io.praetor.client.watch.Watch] of the agent's
/// own HTTP API and a handler, a program or an HTTP request, that is told of every change.
@NullMarked
package io.praetor.agent.watch;

import org.jspecify.annotations.NullMarked;
