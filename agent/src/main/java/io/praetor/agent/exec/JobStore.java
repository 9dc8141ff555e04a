package io.praetor.agent.exec;

import io.praetor.model.Bytes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The keys of jobs. Calls wait for the servers.
public interface JobStore {
    /// The value of a key; null when there is none.
    ///
    /// @param consistent asks the leader; otherwise any server, which is quicker and may not know the key yet
    @Nullable Bytes read(String key, boolean consistent) throws IOException;

    /// Writes a key for a session.
    ///
    /// @return false when the session is gone or another one has the key
    boolean write(String key, Bytes value, String session) throws IOException;
}
