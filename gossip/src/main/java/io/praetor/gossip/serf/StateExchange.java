package io.praetor.gossip.serf;

import io.praetor.gossip.serf.SerfMessage.Join;
import io.praetor.gossip.serf.SerfMessage.Leave;
import io.praetor.gossip.serf.SerfMessage.PushPull;
import io.praetor.model.codec.DecodeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is told when members exchange states, and what is made of it (`gossip-serf.md` §4): whatever gossip missed.
final class StateExchange {

    private static final Logger LOG = LoggerFactory.getLogger(StateExchange.class);

    private final Pool pool;
    private final Membership membership;
    private final UserEvents events;

    /// Joins under way whose old events are not to be delivered.
    private int ignoring;

    StateExchange(Pool pool, Membership membership, UserEvents events) {
        this.pool = pool;
        this.membership = membership;
        this.events = events;
    }

    void startIgnoringOldEvents() {
        ignoring++;
    }

    void stopIgnoringOldEvents() {
        ignoring--;
    }

    byte[] state() {
        Map<String, Long> statusTimes = new TreeMap<>();
        for (MemberState state : pool.members.all()) {
            statusTimes.put(state.member().name(), state.statusTime());
        }
        List<String> left = new ArrayList<>();
        pool.members.left().forEach(state -> left.add(state.member().name()));
        return SerfMessages.encode(new PushPull(
                pool.memberClock.time(),
                statusTimes,
                left,
                pool.eventClock.time(),
                events.slots(),
                pool.queryClock.time()));
    }

    void merge(byte[] state, boolean join) {
        try {
            if (SerfMessages.decode(state) instanceof PushPull told) {
                merge(told, join);
            } else {
                LOG.atError().log("what a member told when states were exchanged is no state");
            }
        } catch (DecodeException e) {
            LOG.atError().addKeyValue("error", e.getMessage()).log("a member's state cannot be read");
        }
    }

    private void merge(PushPull told, boolean join) {
        witness(pool.memberClock, told.lTime());
        witness(pool.eventClock, told.eventLTime());
        witness(pool.queryClock, told.queryLTime());

        Map<String, Long> statusTimes = told.statusLTimes() == null ? Map.of() : told.statusLTimes();
        Set<String> left = new HashSet<>();
        for (String name : told.leftMembers() == null ? List.<String>of() : told.leftMembers()) {
            // a step later than what it left at: else those who know it as failed would not take it for news
            membership.intends(new Leave(statusTimes.getOrDefault(name, 0L) + 1, name, false));
            left.add(name);
        }
        statusTimes.forEach((name, lTime) -> {
            if (!left.contains(name)) {
                membership.intends(new Join(lTime, name));
            }
        });

        if (join && ignoring > 0 && !LamportClock.isAbsurd(told.eventLTime())) {
            events.ignoreBefore(told.eventLTime());
        }
        if (told.events() != null) {
            events.merge(told.events());
        }
    }

    /// A clock that was told is one ahead of what its owner has seen.
    private static void witness(LamportClock clock, long told) {
        if (told > 0) {
            clock.witness(told - 1);
        }
    }
}
