package io.praetor.gossip.serf;

import io.praetor.gossip.memberlist.Keyring;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The keys on disk: a JSON list of base64 texts, the primary one first, for its owner's eyes only
/// (`gossip-serf.md` §6.1). A change replaces the file as a whole.
public final class KeyringFile {

    private KeyringFile() {}

    /// @return the keys in the file
    /// @throws IOException when it cannot be read, or holds no keys, with a line for people that shows none
    public static Keyring read(Path file) throws IOException {
        try {
            List<String> texts = Json.parse(Codecs.TEXTS, Files.readAllBytes(file));
            List<byte[]> keys = new ArrayList<>();
            for (String text : texts == null ? List.<String>of() : texts) {
                keys.add(Base64.getDecoder().decode(text));
            }
            return new Keyring(keys);
        } catch (DecodeException e) {
            throw new IOException("keyring file \"" + file + "\" is no JSON list of texts", e);
        } catch (IllegalArgumentException e) {
            throw new IOException("keyring file \"" + file + "\" holds a key that is not base64 of 16, 24 or 32 bytes");
        }
    }

    /// Writes the keys, the primary one first.
    public static void write(Path file, List<byte[]> keys) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("keyring file \"" + file + "\" is in no folder");
        }
        Files.createDirectories(folder);
        Path next = folder.resolve(file.getFileName() + ".tmp");
        Files.deleteIfExists(next);
        try (FileChannel channel = FileChannel.open(
                next,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(json(keys).getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String json(List<byte[]> keys) {
        if (keys.isEmpty()) {
            return "[]";
        }
        return keys.stream()
                .map(key -> "  \"" + Base64.getEncoder().encodeToString(key) + "\"")
                .collect(Collectors.joining(",\n", "[\n", "\n]"));
    }
}
