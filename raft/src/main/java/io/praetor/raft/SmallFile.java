package io.praetor.raft;

import io.praetor.raft.RaftFiles.RaftFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A file of a few lines of text that is replaced as a whole: written under a temporary name, forced, renamed, and its
/// directory forced. The last line is the CRC32C of those before it, in hexadecimal digits.
final class SmallFile {

    /// Thousands of servers.
    private static final int MAX_BYTES = 1 << 20;

    private SmallFile() {}

    /// The lines of a file; null if it is not there.
    ///
    /// @throws CorruptLogException if it is not what was written
    static @Nullable List<String> read(RaftFiles files, String name) throws IOException {
        if (!files.list().contains(name)) {
            return null;
        }
        try (RaftFile file = files.open(name)) {
            long size = file.size();
            if (size > MAX_BYTES) {
                throw new CorruptLogException(files.describe(name) + " has " + size + " bytes, expected fewer");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) size);
            file.read(bytes, 0);
            String text = StandardCharsets.UTF_8.decode(bytes.flip()).toString();
            int end = text.lastIndexOf('\n', text.length() - 2) + 1;
            String body = text.substring(0, end);
            if (!text.substring(end).equals(checksum(body) + "\n")) {
                throw new CorruptLogException(files.describe(name) + " is corrupt: its checksum does not match");
            }
            return body.lines().toList();
        }
    }

    /// Replaces a file; it survives a power cut when this returns.
    static void write(RaftFiles files, String name, List<String> lines) throws IOException {
        StringBuilder body = new StringBuilder();
        lines.forEach(line -> body.append(line).append('\n'));
        String text = body + checksum(body.toString()) + "\n";
        String temporary = name + ".tmp";
        files.delete(temporary);
        try (RaftFile file = files.create(temporary)) {
            file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
            file.force();
        }
        files.rename(temporary, name);
        files.sync();
    }

    private static String checksum(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }
}
