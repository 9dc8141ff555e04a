package io.praetor.cli.snapshot;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.InputFiles;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.client.Snapshots;
import io.praetor.model.snapshot.ArchiveReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/// `snapshot save`: writes the archive beside its place, checks it, and moves it there.
public final class SnapshotSave extends Command {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final ApiFlags api = api(ApiFlags.Scope.SERVER);

    @Override
    protected String usage() {
        return "consul snapshot save [options] FILE";
    }

    @Override
    protected String description() {
        return """
                Saves the whole state of the servers to a file: keys, catalog, sessions, prepared
                queries, access control. The file is written under another name, checked, and
                then renamed, so FILE is never half a snapshot. It holds secrets.

                From the leader:

                    $ consul snapshot save backup.snap

                From any server, also when there is no leader:

                    $ consul snapshot save -stale backup.snap
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        if (arguments.isEmpty()) {
            return context.fail("Missing FILE argument");
        }
        if (arguments.size() > 1) {
            return context.fail("Too many arguments (expected 1, got " + arguments.size() + ")");
        }
        ConsulClient client = api.connect(context);
        if (client == null) {
            return Context.FAILURE;
        }
        try (client) {
            return save(client, arguments.getFirst(), context);
        }
    }

    private int save(ConsulClient client, String name, Context context) {
        String unverified = name + ".unverified";
        long index;
        try (Snapshots.Download download = client.snapshots().save(api.query())) {
            index = download.index();
            try {
                write(download.stream(), Path.of(unverified));
            } catch (IOException e) {
                return context.fail("Error writing unverified snapshot file: "
                        + (e instanceof FileSystemException ? InputFiles.explain("open", unverified, e) : e)
                                .getMessage());
            }
        } catch (ConsulException e) {
            return context.fail("Error saving snapshot: " + e.getMessage());
        } catch (IOException | InvalidPathException e) {
            return context.fail("Error writing unverified snapshot file: " + e.getMessage());
        }
        try (InputStream archive = Files.newInputStream(Path.of(unverified))) {
            ArchiveReader.verify(archive);
        } catch (IOException e) {
            return context.fail("Error verifying snapshot file: " + e.getMessage());
        }
        try {
            Files.move(Path.of(unverified), Path.of(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            return context.fail("Error renaming \"" + unverified + "\" to \"" + name + "\": "
                    + InputFiles.explain("rename", unverified, e).getMessage());
        }
        context.out().line("Saved and verified snapshot to index " + Long.toUnsignedString(index));
        return 0;
    }

    /// Writes a file that only its owner may read, and waits until it is on the disk.
    private static void write(InputStream archive, Path file) throws IOException {
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try (FileChannel channel =
                file.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? FileChannel.open(
                                file,
                                options,
                                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                        : FileChannel.open(file, options)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int n = archive.read(buffer); n >= 0; n = archive.read(buffer)) {
                ByteBuffer chunk = ByteBuffer.wrap(buffer, 0, n);
                while (chunk.hasRemaining()) {
                    channel.write(chunk);
                }
            }
            channel.force(true);
        }
    }
}
