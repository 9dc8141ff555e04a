package io.praetor.agent.local;

import io.praetor.agent.check.TtlState;
import io.praetor.model.ByteText;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was registered over the API, on disk (`agent.md` §5): a file for each service and check, named by the MD5 sum
/// of its ID. A file is there as a whole or not at all: it is written beside, forced, and moved.
///
/// What a file says follows from the [LocalState] at the time it is written, one at a time for each ID; so it does not
/// matter in which order changes ask for it.
final class RegistrationFiles {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationFiles.class);
    private static final String TEMPORARY = ".tmp";
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /// Nobody writes files this large here; larger ones are not ours.
    private static final long MAX_FILE_BYTES = 16L << 20;

    private final Path services;
    private final Path checks;
    private final Path states;
    private final Turns turns = new Turns();

    RegistrationFiles(Path dataDirectory) {
        services = dataDirectory.resolve("services");
        checks = dataDirectory.resolve("checks");
        states = checks.resolve("state");
    }

    // ---- writing

    /// Makes the file of a service say what is true of it now.
    void settleService(LocalState state, String id) throws IOException {
        Path file = services.resolve(name(id));
        try (var _ = turns.of("service " + id)) {
            ServiceEntry entry = state.view().service(id);
            if (entry == null || entry.origin() == Origin.LOCAL) {
                delete(file);
            } else {
                write(file, PersistedService.CODEC, PersistedService.of(entry), true);
            }
        }
    }

    /// Makes the file of a check say what is true of it now.
    void settleCheck(LocalState state, String id) throws IOException {
        Path file = checks.resolve(name(id));
        try (var _ = turns.of("check " + id)) {
            CheckEntry entry = state.view().check(id);
            if (entry == null || entry.origin() == Origin.LOCAL) {
                delete(file);
            } else {
                write(file, PersistedCheck.CODEC, PersistedCheck.of(entry), true);
            }
            if (entry == null) {
                delete(states.resolve(name(id)));
            }
        }
    }

    /// Keeps what a TTL check was told. Not forced to disk: an outage of power makes it critical, as it should.
    void writeTtl(LocalState state, String id, TtlState told) throws IOException {
        PersistedTtl content = new PersistedTtl(
                id, told.output(), told.status(), told.expires().getEpochSecond());
        try (var _ = turns.of("check " + id)) {
            if (state.view().check(id) != null) {
                write(states.resolve(name(id)), PersistedTtl.CODEC, content, false);
            }
        }
    }

    private static <T> void write(Path file, Codec<T> codec, T content, boolean forced) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + TEMPORARY);
        try {
            fill(temporary, Json.compact(codec, content), forced);
        } catch (NoSuchFileException e) {
            Files.createDirectories(file.resolveSibling(""));
            fill(temporary, Json.compact(codec, content), forced);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void fill(Path file, byte[] content, boolean forced) throws IOException {
        Files.deleteIfExists(file);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        try (FileChannel channel = FileChannel.open(file, options, PRIVATE)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            if (forced) {
                channel.force(true);
            }
        }
    }

    private static void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    private static String name(String id) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(md5.digest(ByteText.encode(id)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no MD5", e);
        }
    }

    // ---- reading

    /// The services that are kept. What cannot be read is left alone with a line in the log.
    List<PersistedService> services() throws IOException {
        List<PersistedService> found = new ArrayList<>();
        for (Path file : files(services)) {
            PersistedService service = read(file, PersistedService.CODEC);
            if (service == null) {
                continue;
            }
            if (service.service().id().isEmpty() || service.service().service().isEmpty()) {
                LOG.atError().addKeyValue("file", file).log("Persisted service has no ID or no name");
                continue;
            }
            found.add(service);
        }
        return found;
    }

    /// The checks that are kept.
    List<PersistedCheck> checks() throws IOException {
        List<PersistedCheck> found = new ArrayList<>();
        for (Path file : files(checks)) {
            PersistedCheck check = read(file, PersistedCheck.CODEC);
            if (check == null) {
                continue;
            }
            if (check.check().checkId().isEmpty()) {
                LOG.atError().addKeyValue("file", file).log("Persisted check has no ID");
                continue;
            }
            found.add(check);
        }
        return found;
    }

    /// What a TTL check was told last, unless that is over.
    @Nullable PersistedTtl ttl(String checkId, Instant now) throws IOException {
        Path file = states.resolve(name(checkId));
        try (var _ = turns.of("check " + checkId)) {
            PersistedTtl state = Files.exists(file) ? read(file, PersistedTtl.CODEC) : null;
            if (state == null || !state.checkId().equals(checkId)) {
                return null;
            }
            if (state.expires() <= now.getEpochSecond()) {
                LOG.atDebug().addKeyValue("check", checkId).log("check state expired, not restoring");
                delete(file);
                return null;
            }
            return state;
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return files;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    continue;
                }
                if (entry.getFileName().toString().endsWith(TEMPORARY)) {
                    LOG.atWarn().addKeyValue("file", entry).log("Ignoring temporary file of a registration");
                } else {
                    files.add(entry);
                }
            }
        }
        files.sort(null); // whatever the file system's order
        return files;
    }

    private static <T> @Nullable T read(Path file, Codec<T> codec) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                LOG.atError().addKeyValue("file", file).log("Registration file is too large");
                return null;
            }
            return Json.parse(codec, Files.readAllBytes(file), false);
        } catch (IOException | DecodeException | RuntimeException e) {
            LOG.atError()
                    .addKeyValue("file", file)
                    .addKeyValue("error", e.getMessage())
                    .log("Failed to decode a registration file");
            return null;
        }
    }
}
