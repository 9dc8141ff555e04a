package io.praetor.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file that tells scripts the number of the process; gone when the agent ends.
record PidFile(Path path) implements AutoCloseable {

    /// Writes the file.
    ///
    /// @throws StartException when that is not possible
    static PidFile write(Path path, long pid) throws StartException {
        try {
            Files.writeString(path, pid + "\n");
            return new PidFile(path);
        } catch (IOException e) {
            throw new StartException("Could not open pid file: " + Reasons.of(e), e);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
