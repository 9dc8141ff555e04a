package io.praetor.cli.tls;

import io.praetor.cli.base.InputFiles;
import io.praetor.model.ByteText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A file that was not there before. What it holds is on the disk when the command says so.
final class NewFile {
    private NewFile() {}

    static boolean exists(String name) {
        return Files.exists(Path.of(name));
    }

    /// A file that everybody may read.
    ///
    /// @throws IOException with the text for the user
    static void open(String name, String text) throws IOException {
        write(name, text, "rw-r--r--");
    }

    /// A file for its owner alone.
    ///
    /// @throws IOException with the text for the user
    static void secret(String name, String text) throws IOException {
        write(name, text, "rw-------");
    }

    private static void write(String name, String text, String permissions) throws IOException {
        Path file = Path.of(name);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(
                file, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)))) {
            ByteBuffer bytes = ByteBuffer.wrap(ByteText.encode(text));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            throw InputFiles.explain("open", name, e);
        }
    }
}
