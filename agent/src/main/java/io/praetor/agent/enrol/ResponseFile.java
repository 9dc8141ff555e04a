package io.praetor.agent.enrol;

import io.praetor.agent.file.PrivateFile;
import io.praetor.model.autoconfig.AutoConfigResponse;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// `auto-config.json` (`agent.md` §5): what a server told this node, for the next start.
final class ResponseFile {
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
        PrivateFile.replace(file, Json.compact(AutoConfigResponse.KEPT, response), PrivateFile.GROUP);
    }
}
