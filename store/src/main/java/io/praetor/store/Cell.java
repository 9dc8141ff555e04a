package io.praetor.store;

import org.jspecify.annotations.Nullable;

/// Everyone who waits for one key or one prefix. Lives in a [WatchMap] from its first registration until its last one
/// leaves or it fires. The list is touched only under the map's lock for this cell or, once taken out of the map, by
/// the one who took it.
final class Cell {
    final WatchMap home;
    final Span span;

    private @Nullable Registration head;

    Cell(WatchMap home, Span span) {
        this.home = home;
        this.span = span;
    }

    void link(Registration registration) {
        Registration first = head;
        registration.next = first;
        if (first != null) {
            first.previous = registration;
        }
        head = registration;
    }

    void unlink(Registration registration) {
        Registration before = registration.previous;
        Registration after = registration.next;
        if (before != null) {
            before.next = after;
        } else {
            head = after;
        }
        if (after != null) {
            after.previous = before;
        }
    }

    boolean isEmpty() {
        return head == null;
    }

    /// Wakes all of them, in no particular order. A wake-up that throws does not keep the others from theirs.
    void fire(FireFailures failures) {
        for (Registration registration = head; registration != null; registration = registration.next) {
            registration.watches.fire(failures);
        }
    }
}
