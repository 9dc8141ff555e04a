package io.praetor.server.enforcement;

import org.jspecify.annotations.Nullable;

/// Something that somebody does at a server.
@FunctionalInterface
interface Operation {
    /// @param secret of whoever does it
    /// @return what they get to see, to be compared; anything where that does not matter
    /// @throws io.praetor.server.RequestFailure when the server refuses
    @Nullable Object run(GuardedServer server, String secret) throws Exception;
}
