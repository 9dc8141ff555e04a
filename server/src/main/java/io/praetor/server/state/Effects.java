package io.praetor.server.state;

import io.praetor.model.session.Session;
import java.util.ArrayList;
import java.util.List;

/// What a write does beside changing tables; happens only if the write is committed.
final class Effects {
    private final List<Session> created = new ArrayList<>();
    private final List<String> destroyed = new ArrayList<>();
    private final List<Delay> delays = new ArrayList<>();
    private boolean tombstones;

    private record Delay(List<String> keys, long nanos) {}

    void created(Session session) {
        created.add(session);
    }

    void destroyed(String id) {
        destroyed.add(id);
    }

    void delayed(List<String> keys, long nanos) {
        delays.add(new Delay(keys, nanos));
    }

    void tombstones() {
        tombstones = true;
    }

    void happen(long index, LockDelays lockDelays, List<StateListener> listeners) {
        delays.forEach(delay -> lockDelays.arm(delay.keys(), delay.nanos()));
        for (StateListener listener : listeners) {
            created.forEach(listener::sessionCreated);
            destroyed.forEach(listener::sessionDestroyed);
            if (tombstones) {
                listener.tombstonesAdded(index);
            }
        }
    }
}
