/// The HTTP front door: parses a request, calls one server method, renders the answer. Decides nothing.
@NullMarked
package io.praetor.http;

import org.jspecify.annotations.NullMarked;
