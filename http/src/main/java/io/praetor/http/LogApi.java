package io.praetor.http;

import org.jspecify.annotations.Nullable;

/// What the HTTP API shows of the agent's log (`http-api.md` §6).
public interface LogApi {
    /// Watches the log from now on.
    ///
    /// @param level name of the least important level that is shown, in any case
    /// @param json  whether lines are JSON
    /// @return null when there is no such level
    @Nullable Lines watch(String level, boolean json);

    /// Lines as they are written; some are left out when the reader is too slow.
    interface Lines extends AutoCloseable {
        /// The next line with its line feed; waits for it.
        byte[] next() throws InterruptedException;

        /// Whether [#next] would not wait.
        boolean hasNext();

        @Override
        void close();
    }
}
