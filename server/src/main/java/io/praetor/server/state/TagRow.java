package io.praetor.server.state;

import org.jspecify.annotations.Nullable;

/// How many instances of a service there are, or have one tag.
///
/// @param service the service's name as written
/// @param tag null in the row that counts all instances
record TagRow(String service, @Nullable String tag, int instances) {}
