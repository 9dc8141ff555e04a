/// Writes X.509 certificates (RFC 5280): what one says, keys for it, and authorities that sign it (decision 0010).
/// Reading and checking certificates is the JDK's.
@NullMarked
package io.praetor.model.x509;

import org.jspecify.annotations.NullMarked;
