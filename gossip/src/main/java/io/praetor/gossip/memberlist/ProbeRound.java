package io.praetor.gossip.memberlist;

import io.praetor.gossip.Loop;
import io.praetor.gossip.memberlist.Node.State;
import io.praetor.gossip.wire.Message;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out whether one member is there (`gossip-memberlist.md` §6): asks it, then asks others to ask it, and tries a
/// stream beside. Only when nothing of it gives a sign until the time is over is the member suspected. The others'
/// nacks
/// tell whether it is this member that hears nothing.
final class ProbeRound implements Pings.Waiter {

    private static final Logger LOG = LoggerFactory.getLogger(ProbeRound.class);

    private final Parts parts;
    private final Core core;
    private final Prober prober;
    private final NodeState target;
    private final Message.Ping ping;
    private final long begun;
    private final Duration budget;
    private Loop.Timer timer;
    private boolean direct = true;
    private boolean heardByStream;
    private int expectedNacks;
    private int nacks;

    /// Begins.
    ///
    /// @param prober told when it is over
    ProbeRound(Parts parts, Prober prober, NodeState target) {
        this.parts = parts;
        this.core = parts.core();
        this.prober = prober;
        this.target = target;
        this.ping = parts.pings().ping(core.self().nextSeqNo(), target.name);
        this.begun = core.loop().nanoTime();
        this.budget = core.awareness().scale(core.config().probeInterval());
        Duration patience = core.config().probeTimeout();
        this.timer = core.loop().schedule(patience.compareTo(budget) < 0 ? patience : budget, this::askOthers);
        parts.pings().await(ping.seqNo(), this);
        askTarget();
    }

    private void askTarget() {
        try {
            if (target.state == State.ALIVE) {
                parts.outbox().send(target.endpoint, ping);
            } else {
                // Whoever is suspect learns of it with the ping, and can refute at once.
                parts.outbox().send(target, ping, suspicion());
            }
        } catch (IOException e) {
            LOG.atDebug()
                    .addKeyValue("node", target.name)
                    .addKeyValue("error", e.getMessage())
                    .log("failed to send a ping");
            timer.cancel();
            timer = core.loop().schedule(Duration.ZERO, this::askOthers);
        }
    }

    private Message.Suspect suspicion() {
        return new Message.Suspect(target.incarnation, target.name, core.self().name);
    }

    @Override
    public void acked(byte[] payload) {
        timer.cancel();
        if (direct) {
            core.delegate().pinged(target.node(), elapsed(), payload);
        }
        prober.over(elapsed(), -1);
    }

    @Override
    public void nacked() {
        nacks++;
    }

    private void askOthers() {
        direct = false;
        Duration left = budget.minus(elapsed());
        timer = core.loop().schedule(left.isPositive() ? left : Duration.ZERO, this::giveUp);
        for (NodeState other : prober.others(target)) {
            boolean nack = Vsn.sendsNacks(other.versions);
            expectedNacks += nack ? 1 : 0;
            parts.outbox().trySend(other.endpoint, indirectly(nack));
        }
        if (left.isPositive() && core.config().tcpPings() && Vsn.takesTcpPings(target.versions)) {
            parts.streams().ping(target.endpoint, ping, left, () -> heardByStream = true);
        }
    }

    private Message.IndirectPing indirectly(boolean nack) {
        Self self = core.self();
        return new Message.IndirectPing(
                ping.seqNo(),
                target.endpoint.address(),
                target.endpoint.port(),
                target.name,
                nack,
                self.endpoint,
                self.name);
    }

    private void giveUp() {
        parts.pings().forget(ping.seqNo());
        if (heardByStream) {
            LOG.atWarn()
                    .addKeyValue("node", target.name)
                    .log("was able to connect to a node over TCP but UDP probes failed: network may be misconfigured");
            prober.over(elapsed(), -1);
            return;
        }
        LOG.atInfo().addKeyValue("node", target.name).log("suspect a node has failed: no acks received");
        prober.over(elapsed(), expectedNacks > 0 ? Math.max(0, expectedNacks - nacks) : 1);
        parts.membership().suspect(suspicion());
    }

    private Duration elapsed() {
        return Duration.ofNanos(core.loop().nanoTime() - begun);
    }

    /// Ends without a result.
    void abandon() {
        timer.cancel();
        parts.pings().forget(ping.seqNo());
    }
}
