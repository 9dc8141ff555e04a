package io.praetor.agent.audit;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.log.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file that events go to, put aside by size and age. Callers take turns.
final class Sink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sink.class);

    private final String name;
    private final boolean enforced;
    private final LogFile file;
    /// The last line could not be written.
    private boolean failing;

    private Sink(String name, boolean enforced, LogFile file) {
        this.name = name;
        this.enforced = enforced;
        this.file = file;
    }

    /// @throws IOException when the file cannot be written
    static Sink open(AgentConfig.AuditSink settings, InstantSource clock) throws IOException {
        Path path = settings.path();
        if (Files.isDirectory(path)) {
            throw new IOException("is a directory");
        }
        Set<PosixFilePermission> permissions = permissions(settings.mode());
        LogFile file = new LogFile(
                path.toString(),
                settings.rotateBytes(),
                settings.rotateEvery(),
                settings.rotateMaxFiles(),
                clock,
                PosixFilePermissions.asFileAttribute(permissions));
        try {
            // one of an earlier run may be for more eyes
            Files.setPosixFilePermissions(path, permissions);
        } catch (IOException e) {
            file.close();
            throw e;
        }
        return new Sink(settings.name(), settings.enforced(), file);
    }

    private static Set<PosixFilePermission> permissions(String octal) {
        int mode = Integer.parseInt(octal, 8);
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            if ((mode & (0x100 >> i)) != 0) {
                set.add(all[i]);
            }
        }
        return set;
    }

    String name() {
        return name;
    }

    /// Whether what cannot be recorded here must not be done.
    boolean isEnforced() {
        return enforced;
    }

    /// @return why the line could not be written, or not as a whole; null when it is
    @Nullable IOException write(byte[] line) {
        boolean before = failing;
        try {
            if (failing) {
                // what was written last may not be whole
                file.write(new byte[] {'\n'});
            }
            file.write(line);
            failing = false;
        } catch (IOException e) {
            failing = true;
            if (!before) {
                LOG.atError()
                        .addKeyValue("sink", name)
                        .addKeyValue("error", e.getMessage())
                        .log("Cannot write to the audit log");
            }
            return e;
        }
        if (before) {
            LOG.atInfo().addKeyValue("sink", name).log("The audit log can be written again");
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
