/// Tests of the HTTP front door.
@NullMarked
package io.praetor.http;

import org.jspecify.annotations.NullMarked;
