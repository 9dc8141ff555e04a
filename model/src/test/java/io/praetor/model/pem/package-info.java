/// Tests of keys in PEM files.
@NullMarked
package io.praetor.model.pem;

import org.jspecify.annotations.NullMarked;
