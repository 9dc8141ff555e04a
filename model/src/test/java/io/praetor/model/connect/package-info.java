@NullMarked
package io.praetor.model.connect;

import org.jspecify.annotations.NullMarked;
