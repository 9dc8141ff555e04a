@NullMarked
package io.praetor.model.tls;

import org.jspecify.annotations.NullMarked;
