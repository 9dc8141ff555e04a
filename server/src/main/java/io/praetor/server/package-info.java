/// Consul's state, its state machine, endpoints, blocking queries and leader duties. Knows no HTTP.
@NullMarked
package io.praetor.server;

import org.jspecify.annotations.NullMarked;
