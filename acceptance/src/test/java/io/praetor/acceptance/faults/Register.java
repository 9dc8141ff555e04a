package io.praetor.acceptance.faults;

import java.io.IOException;
import java.util.Optional;

/// One value in the cluster, whatever it is made of.
interface Register {

    /// What was read.
    ///
    /// @param index for [#compareAndSet]; 0: there is none
    record Found(Optional<String> value, long index) {}

    /// Asks for the truth.
    ///
    /// @param consistent whether the leader must make sure first that it still leads
    default Found read(ServerProcess server, boolean consistent) throws IOException {
        return get(server, consistent ? "?consistent" : "");
    }

    /// Asks for what this server has.
    default Found readStale(ServerProcess server) throws IOException {
        return get(server, "?stale");
    }

    Found get(ServerProcess server, String query) throws IOException;

    void write(ServerProcess server, String value) throws IOException;

    void delete(ServerProcess server) throws IOException;

    /// @return whether it was set
    boolean compareAndSet(ServerProcess server, long index, String value) throws IOException;
}
