/// Access control of the built program, from outside: what tokens do at servers and at client agents, with servers
/// there
/// and without.
@NullMarked
package io.praetor.acceptance.access;

import org.jspecify.annotations.NullMarked;
