package io.praetor.agent;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// The reason of a failed file operation in the words of the operating system, with the file.
final class Reasons {
    private Reasons() {}

    static String of(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "open " + missing.getFile() + ": no such file or directory";
            case AccessDeniedException denied -> "open " + denied.getFile() + ": permission denied";
            case NotDirectoryException file -> "open " + file.getFile() + ": not a directory";
            case FileAlreadyExistsException file -> file.getFile() + ": file exists";
            default -> String.valueOf(e.getMessage());
        };
    }
}
