package io.praetor.agent.event;

import io.praetor.http.AgentEvents;
import io.praetor.model.ByteText;
import io.praetor.model.Bytes;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.event.UserEvent;
import io.praetor.model.event.UserEventPayload;
import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.Scheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The events of one agent: tells them to all, keeps the last that are meant for it, and lets readers wait for more.
///
/// The index of a list is made of the newest event's ID, so it does not grow: readers wait while it stays *equal*.
public final class Events implements AgentEvents {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    /// How many events are remembered.
    static final int KEPT = 256;

    /// Serf's default `UserEventSizeLimit`, in bytes.
    static final int MOST_BYTES = 512;

    /// How many readers may wait at a time.
    static final int MOST_WAITING = 100_000;

    private static final Duration LONGEST = Duration.ofMinutes(10);

    /// Starts remote execution; whoever lists events need not see it.
    private static final String REMOTE_EXEC = "_rexec";

    private final EventBroadcast broadcast;
    private final LocalNames names;
    private final Scheduler scheduler;
    private final Supplier<String> ids;
    private final Map<String, Consumer<UserEvent>> listeners = new ConcurrentHashMap<>();
    /// Oldest first; guarded by itself, like the waiters.
    private final Deque<UserEvent> kept = new ArrayDeque<>();

    private final Set<Waiter> waiters = new LinkedHashSet<>();

    private Events(EventBroadcast broadcast, LocalNames names, Scheduler scheduler, Supplier<String> ids) {
        this.broadcast = broadcast;
        this.names = names;
        this.scheduler = scheduler;
        this.ids = ids;
    }

    /// The events of an agent, which hears of them from now on.
    ///
    /// @param scheduler ends waits
    /// @param ids       makes UUIDs
    public static Events over(EventBroadcast broadcast, LocalNames names, Scheduler scheduler, Supplier<String> ids) {
        Events events = new Events(broadcast, names, scheduler, ids);
        broadcast.deliverTo(events::receive);
        return events;
    }

    /// Tells of every event with this name that is meant for this agent, from now on, on the thread that brings it: the
    /// listener must be quick. One listener a name.
    public void listen(String name, Consumer<UserEvent> listener) {
        listeners.put(name, listener);
    }

    @Override
    public UserEvent fire(@Nullable String datacenter, UserEvent wanted, String token) {
        if (wanted.name().isEmpty()) {
            throw RequestFailure.internal("User event missing name");
        }
        // made here only to refuse what nobody could match
        EventFilters.of(wanted);
        UserEvent event = wanted.withId(ids.get());
        if (texts(event) > MOST_BYTES) {
            throw RequestFailure.internal(
                    "user event exceeds configured limit of " + MOST_BYTES + " bytes before encoding");
        }
        broadcast.send(datacenter, event.name(), UserEventPayload.encode(event), token);
        return event;
    }

    /// The least that the event takes, so that what is far too long is not even encoded.
    private static long texts(UserEvent event) {
        Bytes payload = event.payload();
        long length = payload == null ? 0 : payload.length();
        for (String text : List.of(event.name(), event.nodeFilter(), event.serviceFilter(), event.tagFilter())) {
            length += ByteText.encode(text).length;
        }
        return length;
    }

    private void receive(byte[] payload, long lTime) {
        UserEvent event;
        boolean meant;
        try {
            event = UserEventPayload.decode(payload, lTime);
            meant = EventFilters.of(event).match(names);
        } catch (DecodeException | RequestFailure e) {
            LOG.atError().addKeyValue("error", e.getMessage()).log("Failed to decode event");
            return;
        }
        if (!meant) {
            return;
        }
        Consumer<UserEvent> listener = listeners.get(event.name());
        if (listener != null) {
            listener.accept(event);
        }
        if (!event.name().equals(REMOTE_EXEC)) {
            LOG.atDebug()
                    .addKeyValue("event_name", event.name())
                    .addKeyValue("event_id", event.id())
                    .log("new event");
            keep(event);
        }
    }

    private void keep(UserEvent event) {
        Map<Waiter, Listing> due = new LinkedHashMap<>();
        synchronized (kept) {
            if (kept.size() == KEPT) {
                kept.removeFirst();
            }
            kept.addLast(event);
            Map<String, Listing> fresh = new HashMap<>();
            for (Waiter waiter : waiters) {
                if (waiter.name.isEmpty() || waiter.name.equals(event.name())) {
                    Listing found = fresh.computeIfAbsent(waiter.name, this::listing);
                    if (found.index() != waiter.index) {
                        due.put(waiter, found);
                    }
                }
            }
            waiters.removeAll(due.keySet());
        }
        due.forEach(Waiter::answer);
    }

    @Override
    public Cancellable list(String name, long index, Duration longest, Consumer<Listing> done) {
        Listing now;
        Waiter waiter = null;
        synchronized (kept) {
            now = listing(name);
            if (index != 0 && index == now.index()) {
                if (waiters.size() == MOST_WAITING) {
                    throw new RequestFailure(RequestFailure.Kind.RATE_LIMITED, "too many blocking queries");
                }
                waiter = new Waiter(name, index, done);
                waiters.add(waiter);
            }
        }
        if (waiter == null) {
            done.accept(now);
            return Cancellable.NONE;
        }
        boolean unlimited = longest.isZero() || longest.isNegative() || longest.compareTo(LONGEST) > 0;
        waiter.startTimer(unlimited ? LONGEST : longest);
        return waiter;
    }

    private Listing listing(String name) {
        synchronized (kept) {
            List<UserEvent> found = kept.stream()
                    .filter(event -> name.isEmpty() || event.name().equals(name))
                    .toList();
            return new Listing(found.isEmpty() ? 1 : index(found.getLast()), found);
        }
    }

    /// The halves of the ID, one over the other.
    private static long index(UserEvent event) {
        try {
            UUID id = UUID.fromString(event.id());
            long index = id.getMostSignificantBits() ^ id.getLeastSignificantBits();
            return index == 0 ? 1 : index;
        } catch (IllegalArgumentException e) {
            return 1; // nobody but a stranger sends such an ID
        }
    }

    /// How many readers wait: a gauge.
    public int waiting() {
        synchronized (kept) {
            return waiters.size();
        }
    }

    /// A reader that waits; answered by whoever takes it out of the set.
    private final class Waiter implements Cancellable {
        private final String name;
        private final long index;
        private final Consumer<Listing> done;
        private Cancellable timer = Cancellable.NONE;
        private boolean over;

        Waiter(String name, long index, Consumer<Listing> done) {
            this.name = name;
            this.index = index;
            this.done = done;
        }

        void startTimer(Duration longest) {
            Cancellable started = scheduler.after(longest, this::expire);
            synchronized (this) {
                if (!over) {
                    timer = started;
                    return;
                }
            }
            started.cancel();
        }

        private boolean leave() {
            synchronized (kept) {
                return waiters.remove(this);
            }
        }

        private void expire() {
            if (leave()) {
                answer(listing(name));
            }
        }

        void answer(Listing found) {
            stopTimer();
            done.accept(found);
        }

        private void stopTimer() {
            Cancellable running;
            synchronized (this) {
                over = true;
                running = timer;
            }
            running.cancel();
        }

        @Override
        public void cancel() {
            if (leave()) {
                stopTimer();
            }
        }
    }
}
