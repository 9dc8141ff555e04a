/// Tests of routes and conventions.
@NullMarked
package io.praetor.http.route;

import org.jspecify.annotations.NullMarked;
