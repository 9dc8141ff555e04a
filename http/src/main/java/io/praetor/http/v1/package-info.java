/// The endpoints of `/v1`: one method each, which reads parameters, calls one method of the server and says how its
/// answer looks.
@NullMarked
package io.praetor.http.v1;

import org.jspecify.annotations.NullMarked;
