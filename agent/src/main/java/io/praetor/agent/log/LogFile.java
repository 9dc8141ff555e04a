package io.praetor.agent.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A log file that is put aside by size and by age (`agent.md` §12). What is put aside is named
/// `name-<nanoseconds>.log` after
/// the time its file was begun. Callers take turns.
public final class LogFile implements AutoCloseable {
    private static final String DEFAULT_NAME = "consul.log";
    private static final Set<StandardOpenOption> APPENDED =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    private static final FileAttribute<Set<PosixFilePermission>> NOT_FOR_EVERYBODY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));

    /// By the number in the name, which is not always as long.
    private static final Comparator<Path> OLDEST_FIRST = Comparator.comparingInt(
                    (Path file) -> file.getFileName().toString().length())
            .thenComparing(Comparator.naturalOrder());

    private final FileAttribute<?> permissions;
    private final Path path;
    private final long maxBytes;
    private final Duration maxAge;
    private final int maxFiles;
    private final InstantSource clock;
    private OutputStream out;
    private Instant begun;
    private long bytes;

    /// @param setting a file, or a folder if it ends in a slash
    /// @param maxBytes 0: no limit
    /// @param maxAge zero: no limit
    /// @param maxFiles old files kept; 0: all, below: none
    LogFile(String setting, long maxBytes, Duration maxAge, int maxFiles, InstantSource clock) throws IOException {
        this(setting, maxBytes, maxAge, maxFiles, clock, NOT_FOR_EVERYBODY);
    }

    /// The same for files of other permissions, as far as the process may give them (`umask`).
    public LogFile(
            String setting,
            long maxBytes,
            Duration maxAge,
            int maxFiles,
            InstantSource clock,
            FileAttribute<Set<PosixFilePermission>> permissions)
            throws IOException {
        this.permissions = permissions;
        Path given = Path.of(setting);
        this.path = setting.endsWith("/") || Files.isDirectory(given) ? given.resolve(DEFAULT_NAME) : given;
        this.maxBytes = maxBytes;
        this.maxAge = maxAge;
        this.maxFiles = maxFiles;
        this.clock = clock;
        this.begun = clock.instant();
        if (path.getParent() != null) {
            Files.createDirectories(path.getParent());
        }
        this.out = open();
    }

    private OutputStream open() throws IOException {
        OutputStream opened = Channels.newOutputStream(FileChannel.open(path, APPENDED, permissions));
        begun = clock.instant();
        bytes = Files.size(path);
        return opened;
    }

    /// Appends a line.
    ///
    /// @throws IOException when it is not written, or not as a whole
    public void write(byte[] line) throws IOException {
        if (isDue()) {
            rotate();
        }
        out.write(line);
        bytes += line.length;
    }

    private boolean isDue() {
        return (maxBytes > 0 && bytes >= maxBytes)
                || (maxAge.isPositive() && !clock.instant().isBefore(begun.plus(maxAge)));
    }

    /// Whatever cannot be done, lines go on being written, and the next time comes as if it had been.
    private void rotate() throws IOException {
        boolean moved = false;
        try {
            out.close();
            long nanos = begun.getEpochSecond() * 1_000_000_000L + begun.getNano();
            Files.move(path, path.resolveSibling(stem() + "-" + nanos + extension()));
            moved = true;
            prune();
        } catch (NoSuchFileException e) {
            // somebody else has put it aside
            moved = true;
        } catch (IOException e) {
            // tried again when as much has been written once more
        } finally {
            out = reopen();
        }
        if (!moved) {
            bytes = 0;
        }
    }

    private OutputStream reopen() throws IOException {
        if (path.getParent() != null) {
            Files.createDirectories(path.getParent());
        }
        return open();
    }

    private void prune() throws IOException {
        if (maxFiles == 0) {
            return;
        }
        Path folder = path.toAbsolutePath().getParent();
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> old =
                    entries.filter(this::isPutAside).sorted(OLDEST_FIRST).toList();
            for (Path file : old.subList(0, Math.max(0, old.size() - Math.max(0, maxFiles)))) {
                Files.deleteIfExists(file);
            }
        }
    }

    private boolean isPutAside(Path file) {
        String name = file.getFileName().toString();
        String prefix = stem() + "-";
        return name.startsWith(prefix)
                && name.endsWith(extension())
                && name.length() > prefix.length() + extension().length()
                && name.substring(prefix.length(), name.length() - extension().length())
                        .chars()
                        .allMatch(c -> c >= '0' && c <= '9');
    }

    private String stem() {
        String name = path.getFileName().toString();
        return name.substring(0, name.length() - extension().length());
    }

    private String extension() {
        String name = path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
