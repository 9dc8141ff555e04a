package io.praetor.gossip.serf;

import io.praetor.gossip.memberlist.Node;
import io.praetor.gossip.serf.Member.Status;
import io.praetor.gossip.serf.Pool.Phase;
import io.praetor.gossip.serf.SerfEvent.Kind;
import io.praetor.gossip.serf.SerfMessage.Join;
import io.praetor.gossip.serf.SerfMessage.Leave;
import io.praetor.model.telemetry.Counter;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who is there: what memberlist notices and what members intend make a status (`gossip-serf.md` §3.1, §3.2).
///
/// memberlist only says that a member does not answer any more. Whether it meant to go is what intents are for: one who
/// said so first is leaving and becomes left, anybody else failed.
final class Membership {

    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    private final Pool pool;
    private final Nodes nodes = new Nodes();
    private final RecentIntents intents = new RecentIntents();
    private final Counter joins;
    private final Counter leaves;
    private final Counter failures;
    private final Counter updates;
    private final Counter flaps;
    private final Forgetting forgetting;

    /// Hears of members that are forgotten.
    @FunctionalInterface
    interface Forgetting {
        void forgotten(String name);
    }

    Membership(Pool pool, Forgetting forgetting) {
        this.pool = pool;
        this.forgetting = forgetting;
        joins = pool.telemetry.counter("serf.member.join");
        leaves = pool.telemetry.counter("serf.member.left");
        failures = pool.telemetry.counter("serf.member.failed");
        updates = pool.telemetry.counter("serf.member.update");
        flaps = pool.telemetry.counter("serf.member.flap");
    }

    /// memberlist: somebody appeared or came back.
    void joined(Node node) {
        MemberState known = pool.members.get(node.name());
        Member member;
        if (known == null) {
            RecentIntents.Intent intent = intents.get(node.name());
            Status status = intent != null && intent.leave() ? Status.LEAVING : Status.ALIVE;
            member = nodes.member(node, status);
            pool.members.add(member, intent == null ? 0 : intent.lTime());
        } else {
            Status before = known.status();
            boolean wasGone = before == Status.FAILED || before == Status.LEFT;
            if (wasGone
                    && pool.loop.nanoTime() - known.since()
                            < pool.config.flapTimeout().toNanos()) {
                flaps.increment();
            }
            member = nodes.member(node, Status.ALIVE);
            known.since(0);
            pool.members.update(known, member);
        }
        joins.increment();
        LOG.atInfo()
                .addKeyValue("member", member.name())
                .addKeyValue("address", member.endpoint())
                .log("member joined");
        pool.emit(Kind.JOIN, member);
    }

    /// memberlist: somebody is dead, or has left.
    void left(Node node) {
        MemberState known = pool.members.get(node.name());
        if (known == null) {
            return;
        }
        switch (known.status()) {
            case LEAVING -> gone(known, Status.LEFT);
            case ALIVE -> gone(known, Status.FAILED);
            case NONE, LEFT, FAILED ->
                LOG.atWarn()
                        .addKeyValue("member", node.name())
                        .addKeyValue("status", known.status())
                        .log("a member that is gone already is gone");
        }
    }

    private void gone(MemberState known, Status status) {
        known.since(pool.loop.nanoTime());
        pool.members.update(known, status);
        boolean onPurpose = status == Status.LEFT;
        (onPurpose ? leaves : failures).increment();
        LOG.atInfo()
                .addKeyValue("member", known.member().name())
                .addKeyValue("address", known.member().endpoint())
                .log(onPurpose ? "member left" : "member failed");
        pool.emit(onPurpose ? Kind.LEAVE : Kind.FAILED, known.member());
    }

    /// memberlist: somebody says something else of itself.
    void updated(Node node) {
        MemberState known = pool.members.get(node.name());
        if (known == null) {
            return;
        }
        pool.members.update(known, nodes.member(node, known.status()));
        updates.increment();
        LOG.atInfo().addKeyValue("member", node.name()).log("member changed");
        pool.emit(Kind.UPDATE, known.member());
    }

    /// Somebody intends to stay.
    ///
    /// @return whether that is news to be passed on
    boolean intends(Join join) {
        if (LamportClock.isAbsurd(join.lTime())) {
            return false;
        }
        pool.memberClock.witness(join.lTime());
        MemberState known = pool.members.get(join.node());
        if (known == null) {
            return intents.add(join.node(), false, join.lTime(), pool.loop.nanoTime());
        }
        if (join.lTime() <= known.statusTime()) {
            return false;
        }
        known.statusTime(join.lTime());
        if (known.status() == Status.LEAVING) {
            pool.members.update(known, Status.ALIVE);
        }
        return true;
    }

    /// Somebody intends to go, or is said to have gone.
    ///
    /// @return whether that is news to be passed on
    boolean intends(Leave leave) {
        if (LamportClock.isAbsurd(leave.lTime())) {
            return false;
        }
        pool.memberClock.witness(leave.lTime());
        MemberState known = pool.members.get(leave.node());
        if (known == null) {
            return intents.add(leave.node(), true, leave.lTime(), pool.loop.nanoTime());
        }
        if (leave.lTime() <= known.statusTime()) {
            return false;
        }
        if (leave.node().equals(pool.name) && pool.phase() == Phase.ALIVE) {
            LOG.atDebug().log("refuting that this member left");
            announce();
            return false;
        }
        known.statusTime(leave.lTime());
        switch (known.status()) {
            case ALIVE -> pool.members.update(known, Status.LEAVING);
            case FAILED -> {
                pool.members.update(known, Status.LEFT);
                LOG.atInfo().addKeyValue("member", leave.node()).log("failed member is said to have left");
                pool.emit(Kind.LEAVE, known.member());
            }
            case NONE, LEAVING, LEFT -> {}
        }
        if (leave.prune()) {
            prune(known);
        }
        return true;
    }

    /// Tells everybody that this member is here to stay.
    void announce() {
        Join join = new Join(pool.memberClock.time(), pool.name);
        intends(join);
        pool.broadcasts.queue(Broadcasts.Kind.INTENT, SerfMessages.encode(join), null);
    }

    /// One that is on its way out is forgotten once everybody knows that it went; all others at once.
    private void prune(MemberState known) {
        if (known.status() != Status.LEAVING) {
            erase(known);
            return;
        }
        Duration wait = pool.config.broadcastTimeout().plus(pool.config.leavePropagateDelay());
        pool.loop.schedule(wait, () -> {
            boolean isThere = pool.members.get(known.member().name()) == known;
            if (isThere && pool.phase() != Phase.SHUT_DOWN && known.status() != Status.ALIVE) {
                erase(known);
            }
        });
    }

    private void erase(MemberState known) {
        String name = known.member().name();
        LOG.atInfo().addKeyValue("member", name).log("member forgotten");
        pool.members.remove(name);
        forgetting.forgotten(name);
        pool.emit(Kind.REAP, known.member());
    }

    /// Forgets those who failed or left long ago; called now and then.
    void reap() {
        long now = pool.loop.nanoTime();
        for (MemberState state : pool.members.failed()) {
            if (now - state.since() > reconnectTimeout(state.member()).toNanos()) {
                erase(state);
            }
        }
        for (MemberState state : pool.members.left()) {
            if (now - state.since() > pool.config.tombstoneTimeout().toNanos()) {
                erase(state);
            }
        }
        intents.expire(now, pool.config.recentIntentTimeout());
    }

    private Duration reconnectTimeout(Member member) {
        String tag = pool.config.reconnectTimeoutTag();
        String text = tag.isEmpty() ? null : member.tags().get(tag);
        return Durations.parse(text, pool.config.reconnectTimeout());
    }
}
