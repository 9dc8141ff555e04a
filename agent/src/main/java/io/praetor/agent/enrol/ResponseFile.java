package io.praetor.agent.enrol;

import io.praetor.model.autoconfig.AutoConfigResponse;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
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
import org.jspecify.annotations.Nullable;

/// `auto-config.json` (`agent.md` §5): what a server told this node, for the next start. It is there as a whole or not
/// at all.
final class ResponseFile {
    private static final String MODE = "rw-rw----";
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(MODE));
    private static final long MAX_BYTES = 4 << 20;

    private final Path file;

    ResponseFile(Path dataDirectory) {
        file = dataDirectory.resolve("auto-config.json");
    }

    /// What was kept; null when nothing was.
    @Nullable AutoConfigResponse read() throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is too large");
        }
        try {
            return Json.parse(AutoConfigResponse.KEPT, Files.readAllBytes(file), false);
        } catch (DecodeException e) {
            throw new IOException("failed to decode \"" + file + "\": " + e.getMessage(), e);
        }
    }

    void write(AutoConfigResponse response) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        try (FileChannel channel = FileChannel.open(temporary, options, PRIVATE)) {
            // what the process does not let others have by its mask, it gives here on purpose
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString(MODE));
            ByteBuffer left = ByteBuffer.wrap(Json.compact(AutoConfigResponse.KEPT, response));
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
