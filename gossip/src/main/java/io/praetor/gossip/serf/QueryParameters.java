package io.praetor.gossip.serf;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How everybody is asked.
///
/// @param nodes       names of those who are meant; empty: everybody
/// @param tags        regular expressions that tags must match
/// @param acknowledge whether those who hear of it say so
/// @param relayFactor over how many others answers travel too, 0 to 5
/// @param timeout     until when answers count; null: what the size of the pool makes of it
public record QueryParameters(
        List<String> nodes,
        Map<String, String> tags,
        boolean acknowledge,
        int relayFactor,
        @Nullable Duration timeout) {

    /// Everybody, answers only.
    public static final QueryParameters DEFAULT = new QueryParameters(List.of(), Map.of(), false, 0, null);
}
