/// Prepared-query templates: definitions whose texts are worked out from the name that is asked for (`server.md` §9).
/// Knows the records and nothing of the state.
@NullMarked
package io.praetor.server.template;

import org.jspecify.annotations.NullMarked;
