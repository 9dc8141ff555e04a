package io.praetor.agent.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Reloads when files change (`auto_reload_config`). It looks at sizes, times and identities rather than wait for
/// events
/// of the file system: that also works for folders that are swapped as a whole by a symbolic link, for network file
/// systems and for files that do not exist yet, and a few looks a second cost nothing.
///
/// A change is taken over when the next look finds no further one, so that a deployment of many files is one reload.
public final class AutoReload {
    private final Supplier<List<Path>> files;
    private final Runnable reload;
    private Map<Path, Optional<Stamp>> seen;
    private boolean changing;

    /// What tells one state of a file from another.
    private record Stamp(long size, FileTime modified, Optional<Object> identity) {}

    /// @param files  what to look at, asked anew at every look; those that do not exist count too
    /// @param reload what to do about changes
    public AutoReload(Supplier<List<Path>> files, Runnable reload) {
        this.files = files;
        this.reload = reload;
        this.seen = stamps();
    }

    /// Looks once. To be called at intervals, on one thread at a time.
    public void look() {
        Map<Path, Optional<Stamp>> now = stamps();
        if (!now.equals(seen)) {
            seen = now;
            changing = true;
        } else if (changing) {
            changing = false;
            reload.run();
        }
    }

    private Map<Path, Optional<Stamp>> stamps() {
        Map<Path, Optional<Stamp>> stamps = new HashMap<>();
        for (Path file : files.get()) {
            stamps.put(file, stamp(file));
        }
        return stamps;
    }

    private static Optional<Stamp> stamp(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Stamp(found.size(), found.lastModifiedTime(), Optional.ofNullable(found.fileKey())));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
