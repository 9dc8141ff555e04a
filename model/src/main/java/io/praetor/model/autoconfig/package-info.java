/// What a client asks for that gets its configuration from a server, and what it is told (`rpc.md` §7.2).
@NullMarked
package io.praetor.model.autoconfig;

import org.jspecify.annotations.NullMarked;
