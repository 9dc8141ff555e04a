package io.praetor.agent.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The key by which this agent's audit log makes secrets unreadable: 32 bytes, made once and kept below the data
/// directory for its owner's eyes.
public final class AuditKey {
    private static final int BYTES = 32;
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

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
            write(file, made);
        }
        return made;
    }

    private static void write(Path file, byte[] key) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        try (FileChannel channel = FileChannel.open(temporary, options, PRIVATE)) {
            ByteBuffer left = ByteBuffer.wrap(key);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
