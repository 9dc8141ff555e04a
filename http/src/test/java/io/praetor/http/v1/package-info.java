/// Tests of the endpoints.
@NullMarked
package io.praetor.http.v1;

import org.jspecify.annotations.NullMarked;
