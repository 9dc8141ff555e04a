package io.praetor.agent.enrol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The JWT by which a node is known that nobody knows yet.
///
/// @param text the token; empty: it is in the file
/// @param file read at each try, so that it may be exchanged while the agent waits
record IntroToken(String text, String file) {
    /// No token is longer; what is, is something else.
    private static final int MAX_BYTES = 64 << 10;

    String read() throws IOException {
        if (!text.isEmpty()) {
            return text;
        }
        try (var in = Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            String token = new String(bytes, StandardCharsets.UTF_8).strip();
            if (bytes.length > MAX_BYTES) {
                throw new IOException("intro_token_file is longer than " + MAX_BYTES + " bytes");
            }
            if (token.isEmpty()) {
                throw new IOException("intro_token_file did not contain any token");
            }
            return token;
        } catch (NoSuchFileException e) {
            throw new IOException("failed to read intro_token_file: no such file: " + file, e);
        }
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "IntroToken[hidden]";
    }
}
