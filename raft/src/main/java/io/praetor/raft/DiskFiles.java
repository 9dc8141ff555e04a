package io.praetor.raft;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// A directory of a real file system.
final class DiskFiles implements RaftFiles {

    private final Path directory;

    DiskFiles(Path directory) {
        this.directory = directory;
    }

    @Override
    public List<String> list() throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public RaftFile create(String name) throws IOException {
        return new DiskFile(directory.resolve(name), StandardOpenOption.CREATE_NEW);
    }

    @Override
    public RaftFile open(String name) throws IOException {
        return new DiskFile(directory.resolve(name));
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public String describe(String name) {
        return directory.resolve(name).toString();
    }

    /// A file whose channel comes back when an interrupt has closed it: JRaft cancels tasks by interrupting threads
    /// that may be reading the log, and `FileChannel` answers an interrupt by closing for everybody.
    private static final class DiskFile implements RaftFile {

        private final Path path;
        private FileChannel channel;
        private boolean closed;

        DiskFile(Path path, OpenOption... creation) throws IOException {
            this.path = path;
            OpenOption[] options = new OpenOption[creation.length + 2];
            System.arraycopy(creation, 0, options, 2, creation.length);
            options[0] = StandardOpenOption.READ;
            options[1] = StandardOpenOption.WRITE;
            this.channel = FileChannel.open(path, options);
        }

        private interface Task<T> {
            T on(FileChannel channel) throws IOException;
        }

        private <T> T run(Task<T> task) throws IOException {
            boolean interrupted = false;
            try {
                while (true) {
                    FileChannel current = channel();
                    try {
                        interrupted |= Thread.interrupted();
                        return task.on(current);
                    } catch (ClosedChannelException e) {
                        reopen(e);
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private synchronized FileChannel channel() {
            return channel;
        }

        private synchronized void reopen(ClosedChannelException cause) throws IOException {
            if (closed) {
                throw cause;
            }
            if (!channel.isOpen()) {
                channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            }
        }

        @Override
        public long size() throws IOException {
            return run(FileChannel::size);
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            int start = into.position();
            return run(open -> {
                into.position(start);
                while (into.hasRemaining()) {
                    if (open.read(into, position + into.position() - start) < 0) {
                        break;
                    }
                }
                return into.position() - start;
            });
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            int start = from.position();
            run(open -> {
                from.position(start);
                while (from.hasRemaining()) {
                    open.write(from, position + from.position() - start);
                }
                return true;
            });
        }

        @Override
        public void force() throws IOException {
            run(open -> {
                open.force(false);
                return true;
            });
        }

        @Override
        public synchronized void close() throws IOException {
            closed = true;
            channel.close();
        }
    }
}
