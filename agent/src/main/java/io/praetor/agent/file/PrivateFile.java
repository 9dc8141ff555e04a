package io.praetor.agent.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Writes files that hold secrets. Each is there as a whole or not at all: written beside, forced, and moved.
public final class PrivateFile {
    /// For its owner alone.
    public static final String OWNER = "rw-------";

    /// For its owner and his group.
    public static final String GROUP = "rw-rw----";

    private PrivateFile() {}

    /// Replaces a file.
    ///
    /// @param mode who may do what with it, whatever the process's mask is: [#OWNER] or [#GROUP]
    /// @throws IOException when it cannot be written; then what was there stays
    public static void replace(Path file, byte[] content, String mode) throws IOException {
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(mode);
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        try (FileChannel channel =
                FileChannel.open(temporary, options, PosixFilePermissions.asFileAttribute(permissions))) {
            Files.setPosixFilePermissions(temporary, permissions);
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
