package io.praetor.acceptance.faults;

import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;

/// Clients that use one target after the other, together.
interface Lane {

    /// One client does one thing.
    ///
    /// @param client name of the client, which does one thing at a time
    /// @throws IOException when it was not answered; whatever that may mean was noted
    void step(String client, ServerProcess server, RandomGenerator random) throws IOException;

    /// Reads every target there ever was, once more.
    void readAll(ServerProcess server) throws IOException;

    /// Compares what a server has itself with what the leader says.
    ///
    /// @return names of targets that differ
    List<String> differences(ServerProcess server, ServerProcess leader) throws IOException;

    /// Everything that was ever used.
    List<Target<?, ?>> targets();
}
