package io.praetor.cli.base;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// What a few commands need of the machine beyond the streams; the real one is made by [Main], tests make their own.
public interface Platform {
    /// Nanoseconds of a clock that never jumps.
    long nanoTime();

    /// The time of the day.
    Instant now();

    /// Waits.
    void sleep(Duration time) throws InterruptedException;

    /// A source of secrets.
    RandomGenerator secureRandom();

    /// Starts a child whose output goes where this process's goes.
    ///
    /// @param command     the program and its arguments
    /// @param environment variables to add to those of this process
    /// @param input       what it reads; what is piped goes to [Process#getOutputStream]
    /// @throws IOException when it cannot be started
    Process startChild(List<String> command, Map<String, String> environment, ChildInput input) throws IOException;

    /// Sends a signal to a child.
    ///
    /// @param name such as `HUP`
    /// @throws IOException when it cannot be sent
    void signal(Process child, String name) throws IOException;

    /// From now on, signals that would end this process, or mean something to a child, go to this handler instead.
    ///
    /// @param handler called with names such as `INT`, on a thread of its own
    void onSignal(SignalHandler handler);

    /// Takes signals.
    interface SignalHandler {
        /// One signal, by its name without `SIG`.
        void signal(String name);
    }
}
