package io.praetor.gossip.serf;

import io.praetor.model.GoDuration;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Durations that other members write.
final class Durations {

    private Durations() {}

    /// @param text such as `72h`; null, or what is no positive duration: the default counts
    static Duration parse(@Nullable String text, Duration otherwise) {
        Long nanos = text == null ? null : GoDuration.parseOrNull(text);
        return nanos == null || nanos <= 0 ? otherwise : Duration.ofNanos(nanos);
    }
}
