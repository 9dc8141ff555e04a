package io.praetor.acceptance.faults;

import java.io.IOException;

/// Something that happens to a cluster for a while.
///
/// @param name  for the record
/// @param holds whether it lasts until it is healed; otherwise it is over when it has begun
record Fault(String name, boolean holds, Action begin, Action heal) {

    /// One half of it.
    interface Action {
        void run() throws IOException, InterruptedException;
    }

    static Fault passing(String name, Action action) {
        return new Fault(name, false, action, () -> {});
    }

    static Fault lasting(String name, Action begin, Action heal) {
        return new Fault(name, true, begin, heal);
    }
}
