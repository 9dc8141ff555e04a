package io.praetor.gossip.memberlist;

import io.praetor.model.telemetry.Counter;
import io.praetor.model.telemetry.Gauge;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.model.telemetry.Timer;

/// What the protocol tells of itself, under the original's names (`agent.md` §12).
///
/// @param packetsSent     bytes
/// @param packetsReceived bytes
/// @param streamsSent     bytes
/// @param streamsOpened   streams that this member opened
/// @param streamsAccepted streams that others opened
/// @param degradedProbe   probes made while unwell
/// @param degradedTimeout deaths declared with fewer confirmations than expected
/// @param queueFull       messages dropped because too many waited
record Figures(
        Counter packetsSent,
        Counter packetsReceived,
        Counter streamsSent,
        Counter streamsOpened,
        Counter streamsAccepted,
        Counter alive,
        Counter suspect,
        Counter dead,
        Counter degradedProbe,
        Counter degradedTimeout,
        Counter queueFull,
        Timer probe,
        Timer gossip,
        Timer pushPull,
        Gauge health) {

    static Figures of(Telemetry telemetry) {
        return new Figures(
                telemetry.counter("memberlist.udp.sent"),
                telemetry.counter("memberlist.udp.received"),
                telemetry.counter("memberlist.tcp.sent"),
                telemetry.counter("memberlist.tcp.connect"),
                telemetry.counter("memberlist.tcp.accept"),
                telemetry.counter("memberlist.msg.alive"),
                telemetry.counter("memberlist.msg.suspect"),
                telemetry.counter("memberlist.msg.dead"),
                telemetry.counter("memberlist.degraded.probe"),
                telemetry.counter("memberlist.degraded.timeout"),
                telemetry.counter("memberlist.msg.dropped"),
                telemetry.timer("memberlist.probeNode"),
                telemetry.timer("memberlist.gossip"),
                telemetry.timer("memberlist.pushPullNode"),
                telemetry.gauge("memberlist.health.score"));
    }
}
