package io.praetor.cli.base;

import io.praetor.model.ByteText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Files and data that the user names on the command line, with the original's error texts.
public final class InputFiles {
    private InputFiles() {}

    /// The content of an argument: `-` is standard input, `@name` a file, everything else itself (spec/cli.md section
    /// 1).
    ///
    /// @throws IOException with the text for the user
    public static byte[] data(String argument, InputStream in) throws IOException {
        if (argument.startsWith("@")) {
            try {
                return read(argument.substring(1));
            } catch (IOException e) {
                throw new IOException("Failed to read file: " + e.getMessage(), e);
            }
        }
        if (argument.equals("-")) {
            try {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new IOException("Failed to read stdin: " + e.getMessage(), e);
            }
        }
        return ByteText.encode(argument);
    }

    /// A whole file.
    ///
    /// @throws IOException such as `open x: no such file or directory`
    public static byte[] read(String file) throws IOException {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (IOException e) {
            throw explain("open", file, e);
        } catch (InvalidPathException e) {
            throw new IOException("open " + file + ": invalid argument", e);
        }
    }

    /// A whole file as text.
    ///
    /// @throws IOException such as `open x: no such file or directory`
    public static String readText(String file) throws IOException {
        return ByteText.decode(read(file));
    }

    /// The failure in the original's form: operation, file, and the system's words.
    public static IOException explain(String operation, String file, IOException e) {
        String reason = switch (e) {
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException system when system.getReason() != null -> lowerFirst(system.getReason());
            default -> lowerFirst(String.valueOf(e.getMessage()));
        };
        return new IOException(operation + " " + file + ": " + reason, e);
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
