package io.praetor.client;

import io.praetor.model.pem.PemKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;

/// Files in PEM, with the original's words for what is wrong with them.
final class PemFile {
    private PemFile() {}

    static byte[] read(Path file, String prefix) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IOException(prefix + openReason(file, e), e);
        }
    }

    static String openReason(Path file, IOException e) {
        String reason = switch (e) {
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(e.getMessage());
        };
        return "open " + file + ": " + reason;
    }

    static PrivateKey privateKey(Path file) throws IOException {
        String prefix = "Error loading client key: ";
        byte[] pem = read(file, prefix);
        if (!new String(pem, StandardCharsets.ISO_8859_1).contains("PRIVATE KEY-----")) {
            throw new IOException(prefix + "failed to find any PEM data in key input " + file);
        }
        try {
            return PemKeys.privateKey(pem);
        } catch (GeneralSecurityException e) {
            throw new IOException(prefix + "failed to parse private key in " + file, e);
        }
    }
}
