package io.praetor.gossip.serf;

import io.praetor.gossip.serf.SerfMessage.EventSlot;
import io.praetor.gossip.serf.SerfMessage.Told;
import io.praetor.gossip.serf.SerfMessage.UserEvent;
import io.praetor.model.ByteText;
import io.praetor.model.Bytes;
import io.praetor.model.telemetry.Counter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Events that everybody is told, each delivered once (`gossip-serf.md` §5). A ring remembers those of the last Lamport
/// times: what is in it was delivered, what is older than it is not delivered any more.
final class UserEvents {

    private static final Logger LOG = LoggerFactory.getLogger(UserEvents.class);

    /// Events of one time that are remembered; nobody in good faith has more.
    private static final int MOST_AT_ONCE = 1024;

    private final Pool pool;
    private final @Nullable EventSlot[] ring;
    private final Counter delivered;
    private long minTime;

    UserEvents(Pool pool) {
        this.pool = pool;
        ring = new EventSlot[pool.config.eventBuffer()];
        delivered = pool.telemetry.counter("serf.events");
    }

    /// Older events are not delivered.
    void ignoreBefore(long lTime) {
        minTime = Math.max(minTime, lTime);
    }

    /// Checks what needs no clock, in the caller's thread.
    ///
    /// @throws IllegalArgumentException with the original's line, when it is too long
    static void check(SerfConfig config, String name, byte[] payload) {
        int size = ByteText.encode(name).length + payload.length;
        if (size > config.userEventSizeLimit()) {
            throw new IllegalArgumentException(
                    "user event exceeds configured limit of " + config.userEventSizeLimit() + " bytes before encoding");
        }
    }

    /// Tells an event to everybody, this member included.
    ///
    /// @throws IllegalArgumentException with the original's line, when it is too long
    void send(String name, byte[] payload, boolean coalesce) {
        check(pool.config, name, payload);
        Bytes carried = payload.length == 0 ? null : Bytes.of(payload);
        UserEvent event = new UserEvent(pool.eventClock.time(), name, carried, coalesce);
        byte[] message = SerfMessages.encode(event);
        if (message.length > pool.config.userEventSizeLimit()) {
            throw new IllegalArgumentException("encoded user event exceeds configured limit of "
                    + pool.config.userEventSizeLimit() + " bytes after encoding");
        }
        pool.eventClock.increment();
        receive(event);
        pool.broadcasts.queue(Broadcasts.Kind.EVENT, message, null);
    }

    /// @return whether it is news to be passed on
    boolean receive(UserEvent event) {
        long lTime = event.lTime();
        if (LamportClock.isAbsurd(lTime)) {
            return false;
        }
        pool.eventClock.witness(lTime);
        if (lTime < minTime) {
            return false;
        }
        long now = pool.eventClock.time();
        if (now > ring.length && lTime < now - ring.length) {
            LOG.atDebug()
                    .addKeyValue("event", event.name())
                    .addKeyValue("ltime", lTime)
                    .log("an event is too old");
            return false;
        }
        if (!remember(event)) {
            return false;
        }
        delivered.increment();
        Bytes payload = event.payload() == null ? Bytes.EMPTY : event.payload();
        pool.emit(new SerfEvent.User(lTime, event.name(), payload, event.coalesce()));
        return true;
    }

    /// @return whether it was not known
    private boolean remember(UserEvent event) {
        int place = (int) (event.lTime() & (ring.length - 1));
        EventSlot slot = ring[place];
        Told told = new Told(event.name(), event.payload());
        if (slot == null || slot.lTime() != event.lTime() || slot.events() == null) {
            ring[place] = new EventSlot(event.lTime(), List.of(told));
            return true;
        }
        if (slot.events().size() >= MOST_AT_ONCE) {
            LOG.atWarn().addKeyValue("ltime", event.lTime()).log("too many events at one time");
            return false;
        }
        for (Told known : slot.events()) {
            if (known.name().equals(told.name()) && length(known) == length(told) && samePayload(known, told)) {
                return false;
            }
        }
        List<Told> more = new ArrayList<>(slot.events());
        more.add(told);
        ring[place] = new EventSlot(event.lTime(), more);
        return true;
    }

    private static int length(Told told) {
        return told.payload() == null ? 0 : told.payload().length();
    }

    /// No payload and an empty one are the same.
    private static boolean samePayload(Told a, Told b) {
        return length(a) == 0 || Objects.equals(a.payload(), b.payload());
    }

    /// The ring, for those who exchange states.
    List<@Nullable EventSlot> slots() {
        List<@Nullable EventSlot> slots = new ArrayList<>(ring.length);
        for (EventSlot slot : ring) {
            slots.add(slot);
        }
        return slots;
    }

    /// What another member's ring holds.
    void merge(List<@Nullable EventSlot> slots) {
        for (EventSlot slot : slots) {
            if (slot == null || slot.events() == null) {
                continue;
            }
            for (Told told : slot.events()) {
                receive(new UserEvent(slot.lTime(), told.name(), told.payload(), false));
            }
        }
    }
}
