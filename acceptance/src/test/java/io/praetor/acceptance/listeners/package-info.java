/// The listeners of a running agent and what its configuration makes of them: TLS, unix sockets, filters and limits.
@NullMarked
package io.praetor.acceptance.listeners;

import org.jspecify.annotations.NullMarked;
