/// Keys and certificates as text and bytes: PEM files, and the DER within them.
@NullMarked
package io.praetor.model.pem;

import org.jspecify.annotations.NullMarked;
