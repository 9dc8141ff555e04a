package io.praetor.agent.acl;

import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `acl-tokens.json` (`agent.md` §5): the tokens that were set over the API, for the owner's eyes. It is there as a
/// whole
/// or not at all: written beside, forced, and moved.
final class TokenFile {
    private static final Codec<@Nullable Map<String, String>> CODEC = Codecs.map(Codecs.TEXT);
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /// Nobody writes a file this large here; a larger one is not ours.
    private static final long MAX_BYTES = 1 << 20;

    private final Path file;

    TokenFile(Path dataDirectory) {
        file = dataDirectory.resolve("acl-tokens.json");
    }

    /// The tokens that are kept; names that nobody knows are left out.
    Map<TokenKind, String> read() throws IOException {
        Map<TokenKind, String> tokens = new EnumMap<>(TokenKind.class);
        if (!Files.exists(file)) {
            return tokens;
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is too large");
        }
        Map<String, String> content;
        try {
            content = Json.parse(CODEC, Files.readAllBytes(file), false);
        } catch (DecodeException e) {
            throw new IOException("failed to decode tokens file \"" + file + "\": " + e.getMessage(), e);
        }
        if (content != null) {
            content.forEach((key, secret) -> {
                TokenKind kind = TokenKind.of(key);
                if (kind != null) {
                    tokens.put(kind, secret);
                }
            });
        }
        return tokens;
    }

    /// Keeps exactly these.
    void write(Map<TokenKind, String> tokens) throws IOException {
        Map<String, String> content = new TreeMap<>();
        tokens.forEach((kind, secret) -> content.put(kind.key(), secret));
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        try (FileChannel channel = FileChannel.open(temporary, options, PRIVATE)) {
            ByteBuffer left = ByteBuffer.wrap(Json.compact(CODEC, content));
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
