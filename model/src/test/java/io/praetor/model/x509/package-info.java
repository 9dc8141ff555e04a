@NullMarked
package io.praetor.model.x509;

import org.jspecify.annotations.NullMarked;
