@NullMarked
package io.praetor.server.connect;

import org.jspecify.annotations.NullMarked;
