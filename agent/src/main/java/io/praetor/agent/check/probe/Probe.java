package io.praetor.agent.check.probe;

import java.time.Duration;
import java.util.function.Consumer;

/// One way to look at one thing, again and again. Thread-safe.
public interface Probe {
    /// What a look uses, for each kind is rationed.
    enum Kind {
        /// A connection.
        NETWORK,
        /// A process of the operating system.
        PROCESS
    }

    /// What a look uses.
    Kind kind();

    /// How long a look may take; whoever began it then calls [Attempt#expire].
    Duration timeout();

    /// Begins a look without waiting for it.
    ///
    /// @param done told once what was found, on any thread, also after [Attempt#expire]; not after [Attempt#cancel]
    Attempt begin(Consumer<Finding> done);

    /// A look under way. Calls after its end do nothing.
    interface Attempt {
        /// Its time is over: it ends soon, with what can be said.
        void expire();

        /// Nobody wants to know any more.
        void cancel();
    }
}
