package io.praetor.http;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/// Looks into the process itself, for people who look for the cause of a problem. Calls take a while, so they run where
/// waiting is allowed.
public interface ProcessProfiles {
    /// What is recorded over some time.
    enum Recording {
        /// Where time is spent: samples of the running threads.
        PROFILE,
        /// What threads wait for, beside that: locks, files, sockets, pauses of the garbage collector.
        TRACE
    }

    /// The words this process was started with.
    String commandLine();

    /// How many objects of each class there are, as text.
    String heap() throws IOException;

    /// All threads and where they are, as text.
    String threads() throws IOException;

    /// Records for a while and writes a file of the JDK's flight recorder.
    ///
    /// @throws io.praetor.server.RequestFailure when as many recordings run as may
    void record(Recording what, Duration time, Target target) throws IOException;

    /// Opens the place to write to, when there is something to be written.
    @FunctionalInterface
    interface Target {
        /// The stream is the caller's to close.
        OutputStream open() throws IOException;
    }
}
