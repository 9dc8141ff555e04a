@NullMarked
package io.praetor.model.autoconfig;

import org.jspecify.annotations.NullMarked;
