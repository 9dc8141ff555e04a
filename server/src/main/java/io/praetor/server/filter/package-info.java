/// The filter language (`http-api.md` §4): text to expression, expression to a test of records that are walked by their
/// codecs.
@NullMarked
package io.praetor.server.filter;

import org.jspecify.annotations.NullMarked;
