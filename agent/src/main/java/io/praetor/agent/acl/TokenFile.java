package io.praetor.agent.acl;

import io.praetor.agent.file.PrivateFile;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `acl-tokens.json` (`agent.md` §5): the tokens that were set over the API, for the owner's eyes.
final class TokenFile {
    private static final Codec<@Nullable Map<String, String>> CODEC = Codecs.map(Codecs.TEXT);

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
        PrivateFile.replace(file, Json.compact(CODEC, content), PrivateFile.OWNER);
    }
}
