package io.praetor.agent.audit;

import io.praetor.agent.file.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The key by which this agent's audit log makes secrets unreadable: 32 bytes, made once and kept below the data
/// directory for its owner's eyes.
public final class AuditKey {
    private static final int BYTES = 32;

    private AuditKey() {}

    /// @param dataDirectory null: nothing is kept, the key ends with the process
    /// @param random        hard to guess
    public static byte[] of(@Nullable Path dataDirectory, RandomGenerator random) throws IOException {
        Path file = dataDirectory == null ? null : dataDirectory.resolve("audit.key");
        if (file != null && Files.exists(file)) {
            byte[] kept = Files.readAllBytes(file);
            if (kept.length != BYTES) {
                throw new IOException(file + " is not a key: it has " + kept.length + " bytes instead of " + BYTES);
            }
            return kept;
        }
        byte[] made = new byte[BYTES];
        random.nextBytes(made);
        if (file != null) {
            PrivateFile.replace(file, made, PrivateFile.OWNER);
        }
        return made;
    }
}
