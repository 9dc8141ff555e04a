package io.praetor.server.acl;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a token is to people; nothing in it is secret.
///
/// @param accessor    its ID; empty when nobody in particular asks
/// @param description what its maker wrote; empty for nothing
/// @param created     null when that is not known
public record TokenInfo(
        String accessor, String description, @Nullable Instant created) {
    /// A token of which only the ID is known.
    public static TokenInfo of(String accessor) {
        return new TokenInfo(accessor, "", null);
    }
}
