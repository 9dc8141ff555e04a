/// What front doors call to change the state or to ask about the cluster itself: each endpoint checks a request by the
/// rules of the contract, in its words, and puts the command into the log. Reads of the state are
/// [io.praetor.server.query].
@NullMarked
package io.praetor.server.endpoint;

import org.jspecify.annotations.NullMarked;
