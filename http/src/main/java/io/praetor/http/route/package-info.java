/// Which requests exist and how they are read: paths, parameters, the table of routes, replies. Knows no socket and no
/// server.
@NullMarked
package io.praetor.http.route;

import org.jspecify.annotations.NullMarked;
