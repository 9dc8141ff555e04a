/// The seam by which front doors reach the cluster: [io.praetor.server.backend.Backend], whoever answers behind it.
@NullMarked
package io.praetor.server.backend;

import org.jspecify.annotations.NullMarked;
