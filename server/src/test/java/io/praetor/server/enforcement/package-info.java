/// Who may do what at a server, as a table, and what attackers try.
@NullMarked
package io.praetor.server.enforcement;

import org.jspecify.annotations.NullMarked;
