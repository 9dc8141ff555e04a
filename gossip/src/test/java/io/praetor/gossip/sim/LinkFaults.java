package io.praetor.gossip.sim;

import java.time.Duration;

/// How bad the network is.
///
/// @param loss      share of packets that are lost; on streams, of segments that have to be sent again
/// @param duplicate share of packets that arrive twice
/// @param delay     how long a packet takes at least
/// @param jitter    how much longer it takes at most, so that packets overtake each other
public record LinkFaults(double loss, double duplicate, Duration delay, Duration jitter) {

    /// A good local network: half a millisecond, nothing lost.
    public static final LinkFaults NONE = new LinkFaults(0, 0, Duration.ofNanos(400_000), Duration.ofNanos(200_000));
}
