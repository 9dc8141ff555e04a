/// What both kinds of recordings share: their JSON, how differences are worded, and the list of steps that wait for a
/// later issue.
@NullMarked
package io.praetor.acceptance.recorded;

import org.jspecify.annotations.NullMarked;
