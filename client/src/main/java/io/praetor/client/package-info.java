/// Typed Java client of the HTTP API.
@NullMarked
package io.praetor.client;

import org.jspecify.annotations.NullMarked;
