package io.praetor.gossip.memberlist;

import io.praetor.model.telemetry.Gauge;
import java.time.Duration;

/// Lifeguard's local health (`gossip-memberlist.md` §7): a member that hears little suspects itself first, and gives
/// others more time before it accuses them.
final class Awareness {

    private final int most;
    private final Gauge gauge;
    private int score;

    /// @param maxMultiplier how many scores there are: 0 to one less
    Awareness(int maxMultiplier, Gauge gauge) {
        this.most = maxMultiplier - 1;
        this.gauge = gauge;
        gauge.set(0);
    }

    /// Worse by so many; better when negative.
    void change(int delta) {
        int before = score;
        score = Math.clamp((long) score + delta, 0, most);
        if (score != before) {
            gauge.set(score);
        }
    }

    /// 0 is well.
    int score() {
        return score;
    }

    /// A time that others get, longer by the score.
    Duration scale(Duration timeout) {
        return timeout.multipliedBy(score + 1L);
    }
}
