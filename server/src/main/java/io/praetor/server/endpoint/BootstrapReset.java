package io.praetor.server.endpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file by which an operator who has lost every token proves to be at home on the leader (`acl.md` §4). It may
/// wait for the disk.
public final class BootstrapReset {
    private static final Logger LOG = LoggerFactory.getLogger(BootstrapReset.class);
    private static final String NAME = "acl-bootstrap-reset";

    /// Longer than any index.
    private static final int MAX_BYTES = 64;

    private final @Nullable Path file;

    /// @param dataDirectory of the agent; null for one without
    public BootstrapReset(@Nullable Path dataDirectory) {
        file = dataDirectory == null ? null : dataDirectory.resolve(NAME);
    }

    /// The index that the file says; 0 when there is none.
    long index() {
        if (file == null) {
            return 0;
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                LOG.warn("a file to reset the ACL bootstrap holds no index: path={}", file);
                return 0;
            }
            return Long.parseUnsignedLong(Files.readString(file).trim());
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException | NumberFormatException e) {
            LOG.warn("failed to read the file to reset the ACL bootstrap: path={}", file, e);
            return 0;
        }
    }

    /// The file has done its work.
    void remove() {
        if (file == null) {
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // its index is that of no bootstrap any more
            LOG.warn("failed to remove the file to reset the ACL bootstrap: path={}", file, e);
        }
    }
}
