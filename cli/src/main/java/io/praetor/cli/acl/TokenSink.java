package io.praetor.cli.acl;

import io.praetor.cli.base.InputFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// A file for a secret: nobody but its owner may read it, not for a moment either, and whoever reads it while it is
/// replaced gets the old secret or the new one.
final class TokenSink {
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private TokenSink() {}

    /// @throws IOException with the text for the user
    static void write(String file, String secret) throws IOException {
        Path target;
        try {
            target = Path.of(file).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new IOException("open " + file + ": invalid argument", e);
        }
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new IOException("open " + file + ": is a directory");
        }
        Path fresh = folder.resolve(target.getFileName() + ".tmp");
        try {
            create(fresh);
            try {
                Files.write(fresh, secret.getBytes(StandardCharsets.UTF_8));
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw InputFiles.explain("open", file, e);
        }
    }

    private static void create(Path fresh) throws IOException {
        try {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER));
        } catch (FileAlreadyExistsException e) {
            // left over by a login that was killed; what it is and who may read it is not trusted
            Files.delete(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER));
        }
    }
}
