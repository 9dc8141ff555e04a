package io.praetor.raft;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Keeps every other process out of a directory. The lock goes with the process, however it ends.
final class DirectoryLock implements Closeable {

    private static final String NAME = "lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Makes the directory if need be and locks it.
    static DirectoryLock acquire(Path directory) throws RaftStartException {
        FileChannel channel = null;
        boolean locked = false;
        try {
            makeDirectories(directory.toAbsolutePath());
            channel = FileChannel.open(directory.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(directory);
            }
            locked = true;
            return new DirectoryLock(channel);
        } catch (OverlappingFileLockException e) {
            throw inUse(directory);
        } catch (IOException e) {
            throw new RaftStartException("cannot write to raft directory \"" + directory + "\": " + reason(e), e);
        } finally {
            if (!locked && channel != null) {
                abandon(channel);
            }
        }
    }

    /// Makes what is missing and makes it survive a power cut: files in a directory are lost with its name.
    private static void makeDirectories(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (Files.isDirectory(directory) || parent == null) {
            return;
        }
        makeDirectories(parent);
        Files.createDirectories(directory);
        new DiskFiles(parent).sync();
    }

    private static RaftStartException inUse(Path directory) {
        return new RaftStartException("raft directory \"" + directory + "\" is used by another process", null);
    }

    /// What the system says, without the path that `FileSystemException` puts in front.
    static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _, NotDirectoryException _ -> "a file is in its place";
            case FileSystemException failed when failed.getReason() != null -> failed.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }

    private static void abandon(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
