package io.praetor.model.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// Packs a folder into a `.tar.gz`.
public final class TarFile {
    private static final int BUFFER_BYTES = 64 * 1024;

    private TarFile() {}

    /// Packs a folder with all it holds, sorted; names in the archive begin with the folder's own and are at most 99
    /// bytes.
    ///
    /// @param modified the time that members get
    public static void pack(Path folder, Path archive, Instant modified) throws IOException {
        List<Path> members;
        try (Stream<Path> walk = Files.walk(folder)) {
            members = walk.sorted().toList();
        }
        Path base = folder.toAbsolutePath().getParent();
        try (OutputStream file = Files.newOutputStream(archive);
                OutputStream out = new GZIPOutputStream(file, BUFFER_BYTES)) {
            for (Path member : members) {
                Path relative = base == null ? member : base.relativize(member.toAbsolutePath());
                String name = relative.toString();
                if (Files.isDirectory(member)) {
                    out.write(Tar.folderHeader(name, modified));
                } else {
                    copy(member, name, modified, out);
                }
            }
            out.write(new byte[2 * Tar.BLOCK_BYTES]);
        }
    }

    private static void copy(Path member, String name, Instant modified, OutputStream out) throws IOException {
        long size = Files.size(member);
        out.write(Tar.header(new Tar.Entry(name, size), modified));
        try (InputStream in = Files.newInputStream(member)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            long left = size;
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    throw new IOException(member + " became shorter while it was read");
                }
                out.write(buffer, 0, count);
                left -= count;
            }
        }
        out.write(new byte[Tar.padding(size)]);
    }
}
