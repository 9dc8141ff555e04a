package io.praetor.agent;

import io.praetor.agent.config.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The UUID of a node (`agent.md` §4): configured, else from the file `node-id`, else derived from the machine if that
/// is
/// wanted, else made up.
///
/// @param text the UUID in lower case
/// @param stored whether the file has it already
record NodeId(String text, boolean stored) {
    private static final String FILE = "node-id";
    private static final Path MACHINE_ID = Path.of("/sys/class/dmi/id/product_uuid");
    private static final Path MACHINE_ID_FILE = Path.of("/etc/machine-id");

    /// The ID for this run; changes nothing on disk.
    ///
    /// @param configured `node_id`
    /// @param fromMachine whether a new ID comes from the machine
    /// @param directory where the file is; null: nowhere
    static NodeId find(
            @Nullable String configured, boolean fromMachine, @Nullable Path directory, RandomGenerator random)
            throws ConfigException {
        if (configured != null && !configured.isEmpty()) {
            String id = configured.toLowerCase(Locale.ROOT);
            check("specified NodeID is invalid", id);
            return new NodeId(id, directory != null && id.equals(read(directory)));
        }
        String kept = directory == null ? null : read(directory);
        if (kept != null) {
            check("NodeID file \"" + directory + "/" + FILE + "\" is invalid", kept);
            return new NodeId(kept, true);
        }
        String machine = fromMachine ? machine() : null;
        if (machine != null) {
            return new NodeId(hashed(machine), false);
        }
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return new NodeId(uuid(bytes), false);
    }

    /// Keeps the ID for the next run.
    ///
    /// @param directory exists
    void store(Path directory) throws IOException {
        Path temporary = directory.resolve(FILE + ".tmp");
        Files.deleteIfExists(temporary);
        Files.writeString(temporary, text);
        Files.setPosixFilePermissions(
                temporary, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        Files.move(temporary, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    private static @Nullable String read(Path directory) throws ConfigException {
        try {
            return Files.readString(directory.resolve(FILE)).strip().toLowerCase(Locale.ROOT);
        } catch (NoSuchFileException _) {
            return null;
        } catch (IOException e) {
            throw new ConfigException(
                    "failed to setup node ID: cannot read \"" + directory + "/" + FILE + "\": " + e.getMessage());
        }
    }

    private static void check(String where, String id) throws ConfigException {
        String fault = fault(id);
        if (!fault.isEmpty()) {
            throw new ConfigException("failed to setup node ID: " + where + ": " + fault);
        }
    }

    private static String fault(String id) {
        if (id.length() != 36) {
            return "uuid string is wrong length";
        }
        for (int i = 0; i < 36; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? id.charAt(i) != '-' : Character.digit(id.charAt(i), 16) < 0) {
                return "uuid is improperly formatted";
            }
        }
        return "";
    }

    private static @Nullable String machine() {
        for (Path file : new Path[] {MACHINE_ID, MACHINE_ID_FILE}) {
            try {
                String id = Files.readString(file).strip().toLowerCase(Locale.ROOT);
                if (!id.isEmpty()) {
                    return id;
                }
            } catch (IOException _) {
                // not every machine has it, or lets everyone read it; the next source, or chance, decides
            }
        }
        return null;
    }

    /// Hashed so that the ID of the machine itself is not told to the cluster.
    static String hashed(String machine) {
        try {
            return uuid(MessageDigest.getInstance("SHA-512").digest(machine.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-512", e);
        }
    }

    private static String uuid(byte[] bytes) {
        String hex = HexFormat.of().formatHex(bytes, 0, 16);
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20));
    }
}
